<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>AboutOrder</name>
    <message>
        <source>About the chosen order</source>
        <translation>关于所选订单</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Note on the order</source>
        <translation>订单备注</translation>
    </message>
    <message>
        <source>Found by the search. Kept encrypted, like the order.</source>
        <translation>可被搜索到；与订单一样加密保存。</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Add a tag, Enter</source>
        <translation>添加标签，按回车</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Legal hold</source>
        <translation>法定保留</translation>
    </message>
    <message>
        <source>Retention removes nothing of this order while it is on hold.</source>
        <translation>法定保留期间，到期清除不会动这笔订单的任何内容。</translation>
    </message>
    <message>
        <source>Orders that belong to this one</source>
        <translation>与此订单相关的订单</translation>
    </message>
    <message>
        <source>No order is chosen</source>
        <translation>没有选择订单</translation>
    </message>
    <message>
        <source>Personal data was removed on {date}, as the retention says.</source>
        <translation>个人信息已按保留期限于 {date} 清除。</translation>
    </message>
    <message>
        <source>Orders that belong to this one: {count}</source>
        <translation>关联订单：{count} 笔</translation>
    </message>
    <message>
        <source>No other order belongs to this one.</source>
        <translation>没有与此订单关联的其他订单。</translation>
    </message>
    <message>
        <source>this one was made from it</source>
        <translation>由它新建了本订单</translation>
    </message>
    <message>
        <source>made from this one</source>
        <translation>由本订单新建</translation>
    </message>
    <message>
        <source>the same content</source>
        <translation>内容相同</translation>
    </message>
    <message>
        <source>the same subject</source>
        <translation>同一核验对象</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>A note has at most {count} characters.</source>
        <translation>备注最多 {count} 个字。</translation>
    </message>
    <message>
        <source>The note is kept.</source>
        <translation>备注已保存。</translation>
    </message>
    <message>
        <source>An order has at most {count} tags.</source>
        <translation>一笔订单最多 {count} 个标签。</translation>
    </message>
    <message>
        <source>The tags are kept.</source>
        <translation>标签已保存。</translation>
    </message>
    <message>
        <source>On legal hold.</source>
        <translation>已设为法定保留。</translation>
    </message>
    <message>
        <source>The legal hold is lifted.</source>
        <translation>已解除法定保留。</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>New order with these values</source>
        <translation>用这些内容新建订单</translation>
    </message>
    <message>
        <source>Note, tags, linked orders</source>
        <translation>备注、标签、关联订单</translation>
    </message>
    <message>
        <source>All orders of this subject</source>
        <translation>同一核验对象的全部订单</translation>
    </message>
    <message>
        <source>Copy order number</source>
        <translation>复制订单号</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Copy {count} lines (masked)</source>
        <translation>复制 {count} 行（已遮盖）</translation>
    </message>
    <message>
        <source>Copy line (masked)</source>
        <translation>复制此行（已遮盖）</translation>
    </message>
    <message>
        <source>Export selection</source>
        <translation>导出所选</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>AgreePage</name>
    <message>
        <source>From now on orders concern real persons, and each may be charged.</source>
        <translation>从现在起，订单涉及真实的人，每笔都可能计费。</translation>
    </message>
    <message>
        <source>I know this</source>
        <translation>我知道</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>切换之后</translation>
    </message>
    <message>
        <source>The environment is shown on top of the window at all times, in its own colour.</source>
        <translation>窗口上方始终显示当前环境，每种环境有自己的颜色。</translation>
    </message>
    <message>
        <source>Each order goes to RealMe, concerns a real person and may be charged. You need the person&apos;s authorization before.</source>
        <translation>每笔订单都发送给 RealMe，涉及真实的人，可能计费。办理前须已取得当事人的授权。</translation>
    </message>
    <message>
        <source>Orders go to RealMe&apos;s test system. Use made-up persons; the answers are no verification of anybody.</source>
        <translation>订单发送给 RealMe 的测试系统。请使用虚构的资料；应答不是对任何人的核验。</translation>
    </message>
    <message>
        <source>What stands in the forms is emptied, so that nothing typed for a trial is sent.</source>
        <translation>表单会清空，以免把试用时填写的内容发送出去。</translation>
    </message>
    <message>
        <source>Orders of the environment before stay in the history. Those from the sandbox stay marked as not real; results that are still open are asked for when you come back.</source>
        <translation>原环境的订单留在历史中，沙箱的订单始终标明非真实；还没有结果的订单，等您切换回来再查询。</translation>
    </message>
    <message>
        <source>The program starts in this environment next time. Ctrl+E changes it again.</source>
        <translation>下次启动程序也在这个环境。按 Ctrl+E 可以再切换。</translation>
    </message>
    <message>
        <source>app_token and app_key are kept for this environment and not shown again.</source>
        <translation>app_token 和 app_key 为此环境保存，不再显示。</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>{name} (not in the document)</source>
        <translation>{name}（文档未列出）</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>{words}  ·  results not looked at: {count}</source>
        <translation>{words}  ·  未查看的结果：{count}</translation>
    </message>
    <message>
        <source>Results not looked at: {count}</source>
        <translation>未查看的结果：{count}</translation>
    </message>
    <message>
        <source>Show ({keys})</source>
        <translation>查看（{keys}）</translation>
    </message>
    <message>
        <source>No result has come in that was not looked at.</source>
        <translation>没有未查看的新结果。</translation>
    </message>
    <message>
        <source>RealMe Desktop</source>
        <translation>RealMe Desktop</translation>
    </message>
    <message>
        <source>A result that was waited for is here. Click to see it.</source>
        <translation>等待的结果已到达，点击查看。</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Entry</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Orders, shown and exported data, settings, credentials, deletions. Each entry covers the one before it; entries hold no personal data.</source>
        <translation>记载订单、显示和导出的数据、设置、凭据、删除等操作。每一条都与前一条衔接；条目中没有个人信息。</translation>
    </message>
    <message>
        <source>Entries of the audit log</source>
        <translation>审计日志的条目</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Export the head</source>
        <translation>导出链头</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <source>Show only</source>
        <translation>只显示</translation>
    </message>
    <message>
        <source>All acts</source>
        <translation>全部操作</translation>
    </message>
    <message>
        <source>A head exported earlier, to check against (optional)</source>
        <translation>以前导出的链头，用于核对（可不填）</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>从文件读取</translation>
    </message>
    <message>
        <source>The records are not open yet. Try again in a moment.</source>
        <translation>记录还没有打开，请稍后再试。</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>This is not the head of an audit log. It looks like “32 letters and digits:a number:64 letters and digits”; take it from the exported file.</source>
        <translation>这不是审计日志的链头。它的格式是“32 位字母数字:一个数字:64 位字母数字”，请从导出的文件中取得。</translation>
    </message>
    <message>
        <source>The head is in {path}. Keep it where nobody who works here can change it.</source>
        <translation>链头已写入 {path}。请把它保存在此处工作人员无法改动的地方。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Entries written to {path}: {count}.</source>
        <translation>已将 {count} 条写入 {path}。</translation>
    </message>
</context>
<context>
    <name>BackupDialog</name>
    <message>
        <source>Make a backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Make the backup</source>
        <translation>开始备份</translation>
    </message>
    <message>
        <source>The whole history goes into one encrypted file that opens by its passphrase alone, without the keyring of this computer. Without the passphrase nobody can open it: keep it apart from the file.</source>
        <translation>整个历史写入一个加密文件，只凭口令即可打开，不需要本机的密钥环。没有口令谁也打不开：请将口令与文件分开保管。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>At least {count} characters.</source>
        <translation>至少 {count} 个字符。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Say where the backup is to be written.</source>
        <translation>请指定备份文件的位置。</translation>
    </message>
    <message>
        <source>The passphrase needs at least {count} characters.</source>
        <translation>口令至少需要 {count} 个字符。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的口令不同。</translation>
    </message>
    <message>
        <source>Writing and reading back</source>
        <translation>正在写入并回读</translation>
    </message>
    <message>
        <source>Orders in {path}: {count}. The file was read back and is whole.</source>
        <translation>已将 {count} 笔订单备份到 {path}。文件已回读核对，完整无误。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Put this message away</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Preparing the picture</source>
        <translation>正在准备图片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CameraDialog</name>
    <message>
        <source>Photo: {label}</source>
        <translation>拍照：{label}</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Picture of the camera</source>
        <translation>摄像头画面</translation>
    </message>
    <message>
        <source>Count down from three</source>
        <translation>倒数三秒</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>重拍</translation>
    </message>
    <message>
        <source>Use this photo</source>
        <translation>使用这张照片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>立即拍</translation>
    </message>
    <message>
        <source>Opening the camera…</source>
        <translation>正在打开摄像头…</translation>
    </message>
    <message>
        <source>The camera can&apos;t be used. Check that it is plugged in, that no other program uses it and that this program may use it; then try again, or choose a file instead.</source>
        <translation>无法使用摄像头。请检查摄像头是否接好、是否被其他程序占用、本程序是否有使用权限，然后重试；也可以改为选择文件。</translation>
    </message>
    <message>
        <source>Is everything sharp and legible? If not, take it again.</source>
        <translation>画面和文字是否都清晰？不清晰请重拍。</translation>
    </message>
    <message>
        <source>Taking the photo…</source>
        <translation>正在拍照…</translation>
    </message>
    <message>
        <source>Hold the card so that it fills the frame, without glare, and press the button.</source>
        <translation>请让证件充满取景框、没有反光，然后按下按钮。</translation>
    </message>
    <message>
        <source>Face in the oval, eyes at the line, even light from the front.</source>
        <translation>脸部位于椭圆内，双眼对齐横线，光线从正面均匀照射。</translation>
    </message>
    <message>
        <source>Hold the document so that all of it can be seen, and press the button.</source>
        <translation>请让文件完整出现在画面中，然后按下按钮。</translation>
    </message>
</context>
<context>
    <name>CaptchaPicture</name>
    <message>
        <source>Picture with the characters to type</source>
        <translation>需要输入字符的图片</translation>
    </message>
    <message>
        <source>Opening the picture…</source>
        <translation>正在打开图片…</translation>
    </message>
    <message>
        <source>The picture can&apos;t be shown. Ask for another one (117), or look at the raw reply.</source>
        <translation>图片无法显示。请重新获取（117），或查看原始报文。</translation>
    </message>
    <message>
        <source>Type these characters into “enter picture or SMS code” (116), or 121 for a new password.</source>
        <translation>请把这些字符填入“输入图片/短信验证码”（116）；重置密码时填入 121。</translation>
    </message>
</context>
<context>
    <name>CarrierView</name>
    <message>
        <source>Point at a column, or step through with ← and →.</source>
        <translation>指向一列，或用 ← → 逐列查看。</translation>
    </message>
</context>
<context>
    <name>CheckRow</name>
    <message>
        <source>Checks so far: {count}</source>
        <translation>已做核验：{count} 项</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove {filter}</source>
        <translation>去掉“{filter}”</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Remove all</source>
        <translation>全部去掉</translation>
    </message>
    <message>
        <source>Remove all filters</source>
        <translation>去掉全部筛选</translation>
    </message>
</context>
<context>
    <name>ChoicePage</name>
    <message>
        <source>Where do you want to work?</source>
        <translation>要切换到哪里？</translation>
    </message>
    <message>
        <source>Nothing changes before the last step, and you can go back at any time.</source>
        <translation>到最后一步之前什么都不会改变，随时可以返回。</translation>
    </message>
    <message>
        <source>You are here now.</source>
        <translation>当前就在这个环境。</translation>
    </message>
    <message>
        <source>On this computer there is no other environment to change to. Ask your administrator: environments and the policy are set up by whoever deployed the console.</source>
        <translation>这台电脑上没有其他可以切换的环境。请联系管理员：环境和部署策略由部署程序的人设定。</translation>
    </message>
</context>
<context>
    <name>CodeRows</name>
    <message>
        <source>Add a row</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>{label}, row {n}: kind</source>
        <translation>{label}，第 {n} 行：类型</translation>
    </message>
    <message>
        <source>{label}, row {n}: value</source>
        <translation>{label}，第 {n} 行：内容</translation>
    </message>
    <message>
        <source>Remove row {n}</source>
        <translation>移除第 {n} 行</translation>
    </message>
</context>
<context>
    <name>CompareDialog</name>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Magnifier</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Opening the picture…</source>
        <translation>正在打开图片…</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>An order is on its way. Change the environment when its answer is here.</source>
        <translation>有订单正在发送，收到应答后再切换环境。</translation>
    </message>
    <message>
        <source>The policy of this computer does not offer this environment.</source>
        <translation>这台电脑的部署策略不提供此环境。</translation>
    </message>
    <message>
        <source>Opening the records of {environment}</source>
        <translation>正在打开“{environment}”的订单记录</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以怎么做</translation>
    </message>
    <message>
        <source>Not ready: no order can be sent.</source>
        <translation>未就绪，不能提交订单。</translation>
    </message>
    <message>
        <source>Ready: {environment}</source>
        <translation>就绪：{environment}</translation>
    </message>
    <message>
        <source>Orders taken up again from before: {count}. None is sent twice; their results are asked for.</source>
        <translation>已接续 {count} 笔以前的订单：只查询结果，不会重复发送。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>The credentials are stored. Orders can be sent.</source>
        <translation>凭据已保存，可以提交订单。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy {what}</source>
        <translation>复制“{what}”</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Correspondence</name>
    <message>
        <source>{ready}. {listening}</source>
        <translation>{ready}。{listening}</translation>
    </message>
    <message>
        <source>RealMe sent a result that no order here can take, of order {order}. It was kept and changed nothing.</source>
        <translation>RealMe 推送了一条本机没有订单可以采用的结果，订单号 {order}。已保留，没有改动任何订单。</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>CredentialFields</name>
    <message>
        <source>app_token</source>
        <translation>app_token</translation>
    </message>
    <message>
        <source>Given by RealMe, for example TESTRA000401.</source>
        <translation>由 RealMe 分配，例如 TESTRA000401。</translation>
    </message>
    <message>
        <source>app_key</source>
        <translation>app_key</translation>
    </message>
    <message>
        <source>The secret that belongs to it. It goes into the keyring and is never shown again.</source>
        <translation>与 app_token 配对的密钥。存入系统密钥环，不再显示。</translation>
    </message>
</context>
<context>
    <name>CredentialsForm</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>Sends a harmless result query. Nothing is verified and nothing is charged.</source>
        <translation>只查询一笔不存在的订单，不发起验证，不计费。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The sandbox uses the public test pair and needs no credentials.</source>
        <translation>沙箱使用公开的测试凭据，无需填写。</translation>
    </message>
    <message>
        <source>Opening the keyring…</source>
        <translation>正在打开系统密钥环…</translation>
    </message>
    <message>
        <source>Both app_token and app_key are needed. Nothing was stored.</source>
        <translation>app_token 和 app_key 都要填写。没有保存。</translation>
    </message>
    <message>
        <source>Stored. The key stays in the keyring from now on.</source>
        <translation>已保存到系统密钥环。</translation>
    </message>
    <message>
        <source>Asking RealMe…</source>
        <translation>正在连接 RealMe…</translation>
    </message>
    <message>
        <source>Removed from the keyring.</source>
        <translation>已从系统密钥环中删除。</translation>
    </message>
</context>
<context>
    <name>CredentialsPage</name>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Kept in the keyring of the operating system, one pair for each environment, never in a file.</source>
        <translation>保存在操作系统的密钥环中，每个环境一对，不写入任何文件。</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Credentials for {environment}</source>
        <translation>“{environment}”的凭据</translation>
    </message>
    <message>
        <source>RealMe gives each customer an app_token and an app_key, one pair for integration and another one for production.</source>
        <translation>RealMe 给每个客户分配 app_token 和 app_key，联调和生产各有一对。</translation>
    </message>
    <message>
        <source>{state}. Leave both lines empty to go on with that pair.</source>
        <translation>{state}。两栏都留空，就继续使用已有的这对凭据。</translation>
    </message>
    <message>
        <source>There is no keyring in use: the pair is kept until the program ends, and nowhere else.</source>
        <translation>没有可用的系统密钥环：这对凭据只保留到退出程序为止，不存放在任何地方。</translation>
    </message>
    <message>
        <source>The pair is kept in the keyring of the operating system at the last step, not before.</source>
        <translation>到最后一步才存入操作系统的密钥环，在此之前不保存。</translation>
    </message>
</context>
<context>
    <name>DataTable</name>
    <message>
        <source>Left and right choose a column, Space sorts by it, Ctrl+C copies the row.</source>
        <translation>左右键选列，空格按该列排序，Ctrl+C 复制一行。</translation>
    </message>
</context>
<context>
    <name>DateInput</name>
    <message>
        <source>Calendar (Alt+Down)</source>
        <translation>日历（Alt+↓）</translation>
    </message>
</context>
<context>
    <name>DaysDialog</name>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until, this day included</source>
        <translation>到（含当日）</translation>
    </message>
    <message>
        <source>The first day is after the last one.</source>
        <translation>开始日期晚于结束日期。</translation>
    </message>
</context>
<context>
    <name>EditCanvas</name>
    <message>
        <source>Picture being edited</source>
        <translation>正在编辑的图片</translation>
    </message>
    <message>
        <source>Space goes from corner to corner of the frame, arrows move it, with Shift farther. Plus and minus zoom, 0 fits.</source>
        <translation>空格键在框的各角之间切换，方向键移动，按住 Shift 移动更多。加号、减号缩放，0 适合窗口。</translation>
    </message>
</context>
<context>
    <name>EditTools</name>
    <message>
        <source>Turn left</source>
        <translation>左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>右转</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Straighten</source>
        <translation>拉正</translation>
    </message>
    <message>
        <source>Cut front and back out</source>
        <translation>切出正反面</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>对调</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>全部还原</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Page </source>
        <translation>第 </translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>Turn by a small angle: , and . by half a degree</source>
        <translation>微调角度：按 , 和 . 每次半度</translation>
    </message>
    <message>
        <source> of {pages}</source>
        <translation> / {pages} 页</translation>
    </message>
</context>
<context>
    <name>EnvironmentSwitch</name>
    <message>
        <source>Environment: {name}</source>
        <translation>环境：{name}</translation>
    </message>
    <message>
        <source>{name}. Press to change.</source>
        <translation>{name}。点击可切换。</translation>
    </message>
    <message>
        <source>Change step by step…</source>
        <translation>逐步切换…</translation>
    </message>
</context>
<context>
    <name>EnvironmentsPage</name>
    <message>
        <source>Environments</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Where RealMe is and how it is spoken to. Kept without secrets in environments.toml.</source>
        <translation>RealMe 的地址和调用方式，保存在 environments.toml 中，不含密钥。</translation>
    </message>
    <message>
        <source>New from this one</source>
        <translation>以此新建</translation>
    </message>
    <message>
        <source>name, for example branch-2</source>
        <translation>名称，例如 branch-2</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Name of the new environment</source>
        <translation>新环境的名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>Base address</source>
        <translation>基础地址</translation>
    </message>
    <message>
        <source>https, or http to this computer only.</source>
        <translation>须为 https；http 只能用于本机。</translation>
    </message>
    <message>
        <source>Signed base address</source>
        <translation>签名用基础地址</translation>
    </message>
    <message>
        <source>Only where a gateway rewrites paths; empty means the base address.</source>
        <translation>仅在网关改写地址时填写；留空则与基础地址相同。</translation>
    </message>
    <message>
        <source>Extra headers</source>
        <translation>附加请求头</translation>
    </message>
    <message>
        <source>One a line, as in `env: test`.</source>
        <translation>每行一个，例如 env: test。</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>URL encoding</source>
        <translation>URL 编码</translation>
    </message>
    <message>
        <source>as Java does</source>
        <translation>与 Java 相同</translation>
    </message>
    <message>
        <source>not encoded</source>
        <translation>不编码</translation>
    </message>
    <message>
        <source>What is encoded</source>
        <translation>编码范围</translation>
    </message>
    <message>
        <source>the parameters</source>
        <translation>仅参数</translation>
    </message>
    <message>
        <source>method and address too</source>
        <translation>含方法和地址</translation>
    </message>
    <message>
        <source>Hex case</source>
        <translation>十六进制大小写</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>capital letters</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>Pictures are signed as</source>
        <translation>图片签名方式</translation>
    </message>
    <message>
        <source>their BASE64</source>
        <translation>BASE64 文本</translation>
    </message>
    <message>
        <source>the MD5 of their bytes</source>
        <translation>内容的 MD5</translation>
    </message>
    <message>
        <source>Change these when RealMe answers 90102 although the key is right.</source>
        <translation>密钥无误而 RealMe 仍返回 90102 时，再调整以上各项。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>as the system says</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Or an address: http://host:port, socks5://host:port.</source>
        <translation>也可填写地址，例如 http://主机:端口、socks5://主机:端口。</translation>
    </message>
    <message>
        <source>Extra CA file</source>
        <translation>附加 CA 文件</translation>
    </message>
    <message>
        <source>PEM; added to the certificates of the system.</source>
        <translation>PEM 格式，在系统证书之外另加信任。</translation>
    </message>
    <message>
        <source>Connect timeout, seconds</source>
        <translation>连接超时（秒）</translation>
    </message>
    <message>
        <source>Reply timeout, seconds</source>
        <translation>应答超时（秒）</translation>
    </message>
    <message>
        <source>Send timeout, seconds</source>
        <translation>发送超时（秒）</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Threshold for scores</source>
        <translation>分值阈值</translation>
    </message>
    <message>
        <source>From this score on, your own verdict is a match. RealMe&apos;s verdict stays beside it.</source>
        <translation>分值达到阈值时，自己的判断为“一致”，与 RealMe 的结论并列显示。</translation>
    </message>
    <message>
        <source>Notification address (mer_bg_url)</source>
        <translation>通知地址（mer_bg_url）</translation>
    </message>
    <message>
        <source>Where RealMe may post results; service 108 can&apos;t be called without one.</source>
        <translation>RealMe 向此地址推送结果；调用 108 服务时必填。</translation>
    </message>
    <message>
        <source>Reply to a notification</source>
        <translation>对通知的应答</translation>
    </message>
    <message>
        <source>Send pictures with the prefix data:image/…;base64,</source>
        <translation>图片加前缀 data:image/…;base64, 发送</translation>
    </message>
    <message>
        <source>Set by your administrator.</source>
        <translation>由管理员设定。</translation>
    </message>
    <message>
        <source>Saved. The next order uses it.</source>
        <translation>已保存，从下一笔订单起生效。</translation>
    </message>
    <message>
        <source>This environment is your own; there is no preset to go back to.</source>
        <translation>这是自建的环境，没有预设值。</translation>
    </message>
    <message>
        <source>These are the preset&apos;s values. Save to keep them.</source>
        <translation>已填入预设值，保存后生效。</translation>
    </message>
    <message>
        <source>Type a name for the new environment first.</source>
        <translation>请先填写新环境的名称。</translation>
    </message>
    <message>
        <source>There is an environment of this name already.</source>
        <translation>已有同名的环境。</translation>
    </message>
    <message>
        <source>Choose integration or production to copy from.</source>
        <translation>请以联调或生产环境为基础新建。</translation>
    </message>
    <message>
        <source>Made. It needs credentials of its own before it can be used.</source>
        <translation>已新建。填写该环境的凭据后即可使用。</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>At most {count} lines are copied at once. Export them instead.</source>
        <translation>一次最多复制 {count} 行，请改用导出。</translation>
    </message>
    <message>
        <source>{count} lines are chosen; at most {most} are exported by themselves. Narrow the list down to them by filters, or export all that is found.</source>
        <translation>已选 {count} 行；单独导出所选内容最多 {most} 行。请用筛选缩小到所需范围，或导出筛选出的全部。</translation>
    </message>
</context>
<context>
    <name>Example</name>
    <message>
        <source>Examples are for the sandbox: nothing was filled in.</source>
        <translation>例子只用于沙箱，没有填入任何内容。</translation>
    </message>
    <message>
        <source>The form holds something already: nothing was filled in.</source>
        <translation>表单中已有内容，没有填入例子。需要时请先清空。</translation>
    </message>
    <message>
        <source>An example is filled in; nobody real is concerned. Nothing is sent yet.</source>
        <translation>已填入虚构的例子，不涉及真实的人，尚未发送。</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Submission</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>no reply</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>The reply as the order keeps it</source>
        <translation>订单中保存的应答</translation>
    </message>
    <message>
        <source>took {ms} ms</source>
        <translation>用时 {ms} 毫秒</translation>
    </message>
    <message>
        <source>no usable reply ({reason})</source>
        <translation>没有可用的应答（{reason}）</translation>
    </message>
    <message>
        <source>Of this reply of {size} characters the first {kept} were kept.</source>
        <translation>应答共 {size} 个字符，只保存了前 {kept} 个。</translation>
    </message>
    <message>
        <source>Masked, it is copied up to {count} characters; shown in full, all of it.</source>
        <translation>遮盖时最多复制前 {count} 个字符；完整显示后可复制全部。</translation>
    </message>
    <message>
        <source>Before encoding. app_token, app_key and secrets are never kept; pictures by their digest.</source>
        <translation>以下为编码前的内容。app_token、app_key 和机密内容从不保存，图片只列摘要。</translation>
    </message>
    <message>
        <source>sign = HMAC-SHA256-HEX(this text, app_key). Method, address, then the values by name.</source>
        <translation>sign = HMAC-SHA256-HEX（以下原文，app_key）。依次为方法、地址、按名称排序的各参数值。</translation>
    </message>
    <message>
        <source>The signature is not kept: a secret value went into it, and could be found by trying.</source>
        <translation>签名不保存：有机密内容参与签名，可能由签名试出。</translation>
    </message>
    <message>
        <source>{size} bytes, SHA-256 {sha256}</source>
        <translation>{size} 字节，SHA-256 {sha256}</translation>
    </message>
    <message>
        <source>{hidden} (not kept)</source>
        <translation>{hidden}（不保存）</translation>
    </message>
</context>
<context>
    <name>ExchangeView</name>
    <message>
        <source>Exchanges with RealMe</source>
        <translation>与 RealMe 的各次交互</translation>
    </message>
    <message>
        <source>raw exchange</source>
        <translation>原始报文</translation>
    </message>
    <message>
        <source>cURL</source>
        <translation>cURL</translation>
    </message>
    <message>
        <source>Copy as cURL</source>
        <translation>复制为 cURL</translation>
    </message>
    <message>
        <source>Copy as a command for sh, curl and openssl. Secrets and masked values are left to fill in.</source>
        <translation>复制为命令（需要 sh、curl、openssl）。机密内容和已遮盖的内容需自行补上。</translation>
    </message>
    <message>
        <source>Raw reply</source>
        <translation>原始应答</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Signed text</source>
        <translation>参与签名的原文</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>All that is found: {count}</source>
        <translation>筛选出的全部：{count} 笔</translation>
    </message>
    <message>
        <source>The chosen lines: {count}</source>
        <translation>所选各行：{count} 笔</translation>
    </message>
    <message>
        <source>Excel (XLSX)</source>
        <translation>Excel（XLSX）</translation>
    </message>
    <message>
        <source>CSV, for any spreadsheet</source>
        <translation>CSV，适用于各种表格软件</translation>
    </message>
    <message>
        <source>JSON lines, for other programs</source>
        <translation>JSON Lines，供其他程序使用</translation>
    </message>
    <message>
        <source>PDF report, to read and to file</source>
        <translation>PDF 报告，供阅读和归档</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Masked, unless exported in full</source>
        <translation>除非完整导出，否则遮盖</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>常用列</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Each order on pages of its own, after the overview</source>
        <translation>总览之后，每笔订单单独成页</translation>
    </message>
    <message>
        <source>With the pictures</source>
        <translation>包含图片</translation>
    </message>
    <message>
        <source>Names and numbers masked</source>
        <translation>遮盖姓名和号码</translation>
    </message>
    <message>
        <source>In full, for a reason</source>
        <translation>完整内容（须写明理由）</translation>
    </message>
    <message>
        <source>The reason goes into the audit log, with your name</source>
        <translation>理由与您的姓名一起记入审计日志</translation>
    </message>
    <message>
        <source>Reason for exporting in full</source>
        <translation>完整导出的理由</translation>
    </message>
    <message>
        <source>A report holds at most {most} orders: the first ones of the list.</source>
        <translation>一份报告最多容纳 {most} 笔订单：只含列表最前面的这些。</translation>
    </message>
    <message>
        <source>Say where the file is to be written.</source>
        <translation>请指定文件保存位置。</translation>
    </message>
    <message>
        <source>Exporting in full needs a reason.</source>
        <translation>完整导出须写明理由。</translation>
    </message>
    <message>
        <source>Choose at least one column.</source>
        <translation>请至少选择一列。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Orders written to {path}: {count}</source>
        <translation>已将 {count} 笔订单写入 {path}</translation>
    </message>
    <message>
        <source>A report holds at most {most} orders; the rest are not in it.</source>
        <translation>一份报告最多 {most} 笔订单，其余未写入。</translation>
    </message>
</context>
<context>
    <name>FilePicker</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Drop a file here, or choose one.</source>
        <translation>将文件拖到此处，或选择文件。</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Show in full</source>
        <translation>显示完整内容</translation>
    </message>
    <message>
        <source>Pasted, {size}</source>
        <translation>已粘贴，{size}</translation>
    </message>
    <message>
        <source>Submitted, and hidden now.</source>
        <translation>已提交，现已隐藏。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Choose a file for “{label}”</source>
        <translation>选择“{label}”的文件</translation>
    </message>
    <message>
        <source>The clipboard holds no file. Copy a file, then paste again.</source>
        <translation>剪贴板中没有文件。请复制文件后再粘贴。</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Period</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
    <message>
        <source>Filter: {kind}</source>
        <translation>筛选：{kind}</translation>
    </message>
    <message>
        <source>Services: {count}</source>
        <translation>服务：{count} 项</translation>
    </message>
    <message>
        <source>Environments: {count}</source>
        <translation>环境：{count} 个</translation>
    </message>
    <message>
        <source>Operator: {name}</source>
        <translation>操作员：{name}</translation>
    </message>
    <message>
        <source>Operators: {count}</source>
        <translation>操作员：{count} 人</translation>
    </message>
    <message>
        <source>Tags: {count}</source>
        <translation>标签：{count} 个</translation>
    </message>
    <message>
        <source>Has hits</source>
        <translation>有命中</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要关注</translation>
    </message>
    <message>
        <source>Score from {low}</source>
        <translation>分值不低于 {low}</translation>
    </message>
    <message>
        <source>Score up to {high}</source>
        <translation>分值不高于 {high}</translation>
    </message>
    <message>
        <source>Score {low} to {high}</source>
        <translation>分值 {low} 到 {high}</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>从 … 到 …</translation>
    </message>
    <message>
        <source>Score …</source>
        <translation>分值 …</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>FindingsSummary</name>
    <message>
        <source>Nothing has been sent. Please put this right first:</source>
        <translation>尚未发送，请先改正：</translation>
    </message>
    <message>
        <source>Nothing has been sent yet. Please look at this; you can send it anyway.</source>
        <translation>尚未发送，请核对以下内容；确认无误可仍然提交。</translation>
    </message>
    <message>
        <source>{label}: {words}</source>
        <translation>{label}：{words}</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Credentials for {environment} are missing</source>
        <translation>缺少“{environment}”的凭据</translation>
    </message>
    <message>
        <source>RealMe gives each customer an app_token and an app_key. Without them no order is sent.</source>
        <translation>app_token 和 app_key 由 RealMe 分配。填写之前不能提交订单。</translation>
    </message>
    <message>
        <source>Try the sandbox instead</source>
        <translation>先用沙箱试试</translation>
    </message>
    <message>
        <source>A RealMe of the program&apos;s own: nothing is real, nothing is charged.</source>
        <translation>程序自带的模拟 RealMe：结果不真实，不计费。</translation>
    </message>
</context>
<context>
    <name>FocusLine</name>
    <message>
        <source>Form and result alone</source>
        <translation>只看表单和结果</translation>
    </message>
    <message>
        <source>Form and result alone. {keys} brings the rest back; so does Esc in the form&apos;s first field.</source>
        <translation>只显示表单和结果。按 {keys} 恢复其他窗格，在表单第一个字段按 Esc 也可以。</translation>
    </message>
    <message>
        <source>Show everything ({keys})</source>
        <translation>全部显示（{keys}）</translation>
    </message>
</context>
<context>
    <name>FolderButton</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>FollowUp</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Filled in: {fields}. Compare each with what it was taken from, then confirm it with Enter.</source>
        <translation>已填入：{fields}。请与来源逐一核对，再按回车确认。</translation>
    </message>
    <message>
        <source>Left as typed: {fields}.</source>
        <translation>保留原先输入：{fields}。</translation>
    </message>
    <message>
        <source>The form holds these values already.</source>
        <translation>表单中已是这些内容。</translation>
    </message>
</context>
<context>
    <name>FormChecker</name>
    <message>
        <source>Required. {help}</source>
        <translation>必填。{help}</translation>
    </message>
    <message>
        <source>The picture is still being taken over. Please submit again in a moment.</source>
        <translation>图片正在读入，请稍后再提交。</translation>
    </message>
</context>
<context>
    <name>FormFooter</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Submit ({keys})</source>
        <translation>提交（{keys}）</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>From this score on, your own verdict is a match. RealMe&apos;s verdict is not changed by it.</source>
        <translation>分值达到阈值时，自己的判断为“一致”。不改变 RealMe 的结论。</translation>
    </message>
    <message>
        <source>Set by the policy of this computer; it can&apos;t be changed.</source>
        <translation>由这台电脑的部署策略规定，不能更改。</translation>
    </message>
    <message>
        <source>Under way…</source>
        <translation>提交中…</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然提交</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bring back what was cleared</source>
        <translation>恢复刚才清空的内容</translation>
    </message>
    <message>
        <source>Empty every field of this form</source>
        <translation>清空此表单的所有字段</translation>
    </message>
</context>
<context>
    <name>FormPictures</name>
    <message>
        <source>{count} of the files given have no place in this form and were not used.</source>
        <translation>有 {count} 个文件在此表单中没有位置，未使用。</translation>
    </message>
    <message>
        <source>Original and what is sent</source>
        <translation>原图与发送图</translation>
    </message>
    <message>
        <source>This will be sent</source>
        <translation>将要发送的图片</translation>
    </message>
    <message>
        <source>Both pictures</source>
        <translation>两张图片</translation>
    </message>
    <message>
        <source>Look closely: {label}</source>
        <translation>仔细查看：{label}</translation>
    </message>
    <message>
        <source>Seen here reduced to {side} pixels.</source>
        <translation>这里缩小到 {side} 像素显示。</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Shape of an ID portrait</source>
        <translation>身份证照片比例</translation>
    </message>
    <message>
        <source>Shape of a bank card (85.6 × 54)</source>
        <translation>银行卡比例（85.6 × 54）</translation>
    </message>
    <message>
        <source>Shape of an ID card (85.6 × 54)</source>
        <translation>身份证比例（85.6 × 54）</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
</context>
<context>
    <name>Gauge</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Each change applies at once and is kept.</source>
        <translation>修改后立即生效并保存。</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>Find in this page</source>
        <translation>在本页中查找</translation>
    </message>
    <message>
        <source>Ctrl+F. Enter goes to the next place, Shift+Enter to the one before.</source>
        <translation>Ctrl+F。回车转到下一处，Shift+回车转到上一处。</translation>
    </message>
    <message>
        <source>This page is not there: {file}</source>
        <translation>没有找到这一页：{file}</translation>
    </message>
    <message>
        <source>Not on this page.</source>
        <translation>本页中没有。</translation>
    </message>
</context>
<context>
    <name>GuidedChange</name>
    <message>
        <source>Change to integration or production</source>
        <translation>切换到联调或生产</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>连接测试</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Step {place} of {count}: {name}</source>
        <translation>第 {place} 步，共 {count} 步：{name}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Change to {environment}</source>
        <translation>切换到“{environment}”</translation>
    </message>
    <message>
        <source>An order is on its way. Nothing was changed; press again when its answer is here.</source>
        <translation>有一笔订单正在发送，什么都没有改变。收到应答后再按一次。</translation>
    </message>
    <message>
        <source>The records are still being opened. Nothing was changed; try again.</source>
        <translation>记录还在打开，什么都没有改变。请稍后再试。</translation>
    </message>
    <message>
        <source>For trying out your own credentials. Answers may be made up, so they say nothing about anybody.</source>
        <translation>用来试用自己的凭据。应答可能是模拟的，与任何人无关，不能作为结论。</translation>
    </message>
    <message>
        <source>For your work. Orders concern real persons, and each may be charged.</source>
        <translation>用于正式办理。订单涉及真实的人，每笔都可能计费。</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>results are not real</source>
        <translation>非真实结果</translation>
    </message>
    <message>
        <source>RealMe&apos;s test system</source>
        <translation>RealMe 测试系统</translation>
    </message>
    <message>
        <source>real persons, every order is charged</source>
        <translation>真实人员，每笔计费</translation>
    </message>
    <message>
        <source>RealMe Desktop</source>
        <translation>RealMe Desktop</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>设置（Ctrl+,）</translation>
    </message>
    <message>
        <source>Help (F1)</source>
        <translation>帮助（F1）</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Troubleshooting</source>
        <translation>遇到问题时</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙箱输入</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>接口与代码</translation>
    </message>
    <message>
        <source>Press Ctrl+Enter. The order is kept on this computer before anything is sent. The result appears at the right; an order whose result takes longer waits in the list below.</source>
        <translation>按 Ctrl+回车提交。订单先保存在本机，再发送。结果显示在右侧；稍后才有结果的订单列在下方的“待处理”中。</translation>
    </message>
    <message>
        <source>Every order stays in the history (Ctrl+H), with its score and the threshold in force.</source>
        <translation>每笔订单都保留在历史（Ctrl+H）中，包括分值和当时的阈值。</translation>
    </message>
    <message>
        <source>Choose a service at the left, or press Ctrl+L and type its name, pinyin initials or number. Shift+F1 tells what it asks for and what its verdicts mean.</source>
        <translation>在左侧选择服务；也可按 Ctrl+L，输入名称、拼音首字母或编号。按 Shift+F1 查看怎样填写、结论是什么意思。</translation>
    </message>
    <message>
        <source>Fill the form: Enter goes on, Esc goes back. Fields with a mark are needed; a sentence under a field says what it lacks. In the sandbox the menu Order fills in an example.</source>
        <translation>填写表单：回车到下一栏，Esc 回上一栏。带标记的字段必填；填写有误时，字段下方会说明。在沙箱中，“订单”菜单可以填入一个例子。</translation>
    </message>
    <message>
        <source>The environment is always shown on top. In the sandbox nothing is real and nothing is charged; in production every order concerns a real person and is charged. View → Change to integration or production takes you there step by step.</source>
        <translation>窗口上方始终显示当前环境。沙箱中的结果都不真实，也不计费；生产环境中的每笔订单都涉及真实人员，并会计费。“视图 → 逐步切换到联调或生产…”会一步步带您切换。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>{field} or authorization</source>
        <translation>{field}或用户授权标识</translation>
    </message>
    <message>
        <source>The sandbox answers these inputs in a fixed way, as payment test cards do. They work in the sandbox only.</source>
        <translation>输入以下内容，沙箱会给出固定的应答，类似支付系统的测试卡号。仅在沙箱中有效。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>核验对象</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>应答时间</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>seq_id</source>
        <translation>seq_id</translation>
    </message>
    <message>
        <source>What the order was for. Not sorted by.</source>
        <translation>订单的用途。不能按此排序。</translation>
    </message>
    <message>
        <source>✎ note, ⚑ legal hold, tags. Not sorted by.</source>
        <translation>✎ 备注、⚑ 法定保留、标签。不能按此列排序。</translation>
    </message>
    <message>
        <source>Sort by {column}</source>
        <translation>按“{column}”排序</translation>
    </message>
    <message>
        <source>◇ Not real · {environment}</source>
        <translation>◇ 非真实 · {environment}</translation>
    </message>
    <message>
        <source>⚑ legal hold</source>
        <translation>⚑ 法定保留</translation>
    </message>
    <message>
        <source>✎ has a note</source>
        <translation>✎ 有备注</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>至 {day}</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>恢复初始</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Search name, number, order, note</source>
        <translation>搜索姓名、号码、订单号、备注</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>搜索历史</translation>
    </message>
    <message>
        <source>Statistics (Ctrl+T)</source>
        <translation>统计（Ctrl+T）</translation>
    </message>
    <message>
        <source>Export (Ctrl+Shift+S)</source>
        <translation>导出（Ctrl+Shift+S）</translation>
    </message>
    <message>
        <source>Note, tags, linked orders (F2)</source>
        <translation>备注、标签、关联订单（F2）</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Back to the usual size</source>
        <translation>恢复原来大小</translation>
    </message>
    <message>
        <source>Enlarge the history</source>
        <translation>放大历史</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>正在计数</translation>
    </message>
    <message>
        <source>{chosen} of {count}</source>
        <translation>已选 {chosen} / {count}</translation>
    </message>
    <message>
        <source>Orders: {count}</source>
        <translation>{count} 笔</translation>
    </message>
</context>
<context>
    <name>HistoryPane</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Search: {text}</source>
        <translation>搜索：{text}</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>全部订单</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>还没有订单</translation>
    </message>
    <message>
        <source>Each order you submit is kept here, encrypted, with its verdict and score.</source>
        <translation>提交的每笔订单都连同结论和分值加密保存在这里。</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有符合的订单</translation>
    </message>
    <message>
        <source>No order fits this search and these filters.</source>
        <translation>没有订单符合当前的查找和筛选条件。</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>显示全部订单</translation>
    </message>
</context>
<context>
    <name>JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>JsonTreeView</name>
    <message>
        <source>Answer as a tree</source>
        <translation>应答的结构</translation>
    </message>
</context>
<context>
    <name>KeptPlace</name>
    <message>
        <source>The list was read again. Chosen lines far away from those on screen that are no longer chosen: {count}. Nothing was exported or sent. Choose them again, or narrow the list down by filters and choose all of it.</source>
        <translation>列表已重新读取。离屏幕较远、已不再选中的行数：{count}。没有导出或发送任何内容。请重新选择，或用筛选缩小范围后全部选中。</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Change the data key</source>
        <translation>更换数据密钥</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>开始更换</translation>
    </message>
    <message>
        <source>The history is written anew under a new random key, read back, and put in the place of the old file. The key is kept in the system keyring; nobody needs to know it.</source>
        <translation>历史以新的随机密钥重新写入、回读核对，再替换旧文件。密钥保存在系统密钥环中，无需任何人记住。</translation>
    </message>
    <message>
        <source>Close other programs that use this data folder first. Work waits until it is done, which takes about as long as copying the file; it needs as much room on the disk. Backups made before stay readable by their passphrases.</source>
        <translation>请先关闭使用同一数据目录的其他程序。更换期间其他操作会等待，时间约等于复制该文件，所需磁盘空间也相同。以前的备份仍可凭其口令打开。</translation>
    </message>
    <message>
        <source>A session-only run has no key to change.</source>
        <translation>“仅本次会话”没有可更换的密钥。</translation>
    </message>
    <message>
        <source>Writing under the new key</source>
        <translation>正在以新密钥写入</translation>
    </message>
    <message>
        <source>The history is under a new key. The old key opens nothing any more.</source>
        <translation>历史已改用新密钥，旧密钥不再有用。</translation>
    </message>
</context>
<context>
    <name>LayoutActs</name>
    <message>
        <source>The layout is as at the first start.</source>
        <translation>布局已恢复为初始状态。</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Orders without a result: {count} ({orders}). This is a session-only run: once the program ends, nobody asks for them. Note the numbers, or wait for the results. Closing again quits.</source>
        <translation>还有 {count} 笔订单没有结果（{orders}）。本次为“仅本次会话”，退出后不再查询。请记下订单号，或等待结果。再次关闭窗口即退出。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>LineInput</name>
    <message>
        <source>Show in full</source>
        <translation>显示完整内容</translation>
    </message>
</context>
<context>
    <name>LoansView</name>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Unlocked.</source>
        <translation>已解锁。</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Your administrator demands a passphrase. It protects the records on this computer: without it nobody can open them, and nobody can tell it to you again. At least 10 characters.</source>
        <translation>管理员要求设置口令。口令保护本机记录：没有它，谁也打不开记录，也没有人能找回它。至少 10 个字符。</translation>
    </message>
    <message>
        <source>The records are protected</source>
        <translation>记录受口令保护</translation>
    </message>
    <message>
        <source>Enter the passphrase to open them. No order is sent before.</source>
        <translation>请输入口令以打开记录。在此之前不会发送任何订单。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>What you typed is kept. Results are still asked for, and appear when you are back.</source>
        <translation>已输入的内容仍保留。程序继续查询结果，解锁后即可看到。</translation>
    </message>
    <message>
        <source>Set the passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Passphrase forgotten</source>
        <translation>忘记口令</translation>
    </message>
    <message>
        <source>Nobody can bring it back. The records stay on this computer as they are, and open when it comes back to mind. To go on without them: quit, run “realme-desktop history new”, which keeps them under another name and begins anew, then “realme-desktop restore” with a backup.</source>
        <translation>口令无法找回。记录原样保留在本机，想起口令后仍可打开。如需继续工作：退出程序，运行“realme-desktop history new”（旧记录改名保留，另建新的记录），再用“realme-desktop restore”从备份恢复。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>You can try again now.</source>
        <translation>现在可以再试。</translation>
    </message>
    <message>
        <source>After several wrong passphrases, the next try is taken in {seconds} s.</source>
        <translation>口令多次输错，{seconds} 秒后才能再试。</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在核对…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Order</source>
        <translation>订单(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Submit the form</source>
        <translation>提交表单</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Fill in an example (sandbox)</source>
        <translation>填入一个例子（沙箱）</translation>
    </message>
    <message>
        <source>Empty the form</source>
        <translation>清空表单</translation>
    </message>
    <message>
        <source>Use the result in a new check</source>
        <translation>把结果用于新的核验</translation>
    </message>
    <message>
        <source>Raw exchange of the result</source>
        <translation>结果的原始报文</translation>
    </message>
    <message>
        <source>Save the result as PDF, or print it</source>
        <translation>结果存为 PDF 或打印</translation>
    </message>
    <message>
        <source>Copy the result as text</source>
        <translation>复制结果文本</translation>
    </message>
    <message>
        <source>Lock the console</source>
        <translation>锁定控制台</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Find anything: services, persons, settings, actions</source>
        <translation>查找：服务、人员、设置、操作</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>查找服务</translation>
    </message>
    <message>
        <source>Go to the form</source>
        <translation>回到表单</translation>
    </message>
    <message>
        <source>Person in hand</source>
        <translation>当前人员</translation>
    </message>
    <message>
        <source>Result that came in last</source>
        <translation>最新到达的结果</translation>
    </message>
    <message>
        <source>Pending orders</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Notifications without an order</source>
        <translation>无对应订单的通知</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Put the service among the favourites, or take it out</source>
        <translation>将服务加入或移出常用</translation>
    </message>
    <message>
        <source>Form and result alone</source>
        <translation>只看表单和结果</translation>
    </message>
    <message>
        <source>Show the services</source>
        <translation>显示服务列表</translation>
    </message>
    <message>
        <source>Show the person in hand</source>
        <translation>显示当前人员</translation>
    </message>
    <message>
        <source>Show pending orders and history</source>
        <translation>显示待处理和历史</translation>
    </message>
    <message>
        <source>Move the services to the other side</source>
        <translation>把服务列表移到另一侧</translation>
    </message>
    <message>
        <source>Move the result: right of the form, below, left</source>
        <translation>移动结果：表单右侧、下方、左侧</translation>
    </message>
    <message>
        <source>Move pending orders and history: below, at the right</source>
        <translation>移动待处理和历史：下方、右侧</translation>
    </message>
    <message>
        <source>Larger: the pane that you are in</source>
        <translation>放大所在窗格</translation>
    </message>
    <message>
        <source>Smaller: the pane that you are in</source>
        <translation>缩小所在窗格</translation>
    </message>
    <message>
        <source>Restore the layout of the first start</source>
        <translation>恢复初始布局</translation>
    </message>
    <message>
        <source>Change the environment</source>
        <translation>切换环境</translation>
    </message>
    <message>
        <source>Change to integration or production, step by step…</source>
        <translation>逐步切换到联调或生产…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>About this service</source>
        <translation>关于此服务</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Tour of the window</source>
        <translation>窗口导览</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Troubleshooting</source>
        <translation>遇到问题时</translation>
    </message>
    <message>
        <source>Report for support</source>
        <translation>支持报告</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>常用服务</translation>
    </message>
    <message>
        <source>Pending ({count})</source>
        <translation>待处理（{count}）</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source> · ! needs attention: {count}</source>
        <translation> · ! 需要关注：{count}</translation>
    </message>
    <message>
        <source>RealMe Desktop</source>
        <translation>RealMe Desktop</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>{count} ms</source>
        <translation>{count} 毫秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Keep the filters</source>
        <translation>保存筛选</translation>
    </message>
    <message>
        <source>Search text and sequence are kept with them, in the encrypted history.</source>
        <translation>搜索内容和排序一并保存在加密的历史中。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Takes the place of the one of that name.</source>
        <translation>将取代同名的筛选。</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Find a service</source>
        <translation>查找服务</translation>
    </message>
    <message>
        <source>By name, pinyin initials, number or path (Ctrl+L). Down goes to the list, Enter opens.</source>
        <translation>按名称、拼音首字母、编号或路径查找（Ctrl+L）。↓ 进入列表，按回车打开。</translation>
    </message>
    <message>
        <source>No service is called that.</source>
        <translation>没有符合的服务。</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>常用服务</translation>
    </message>
    <message>
        <source>Take out of the favourites</source>
        <translation>移出常用</translation>
    </message>
    <message>
        <source>Put among the favourites</source>
        <translation>加入常用</translation>
    </message>
    <message>
        <source>Further up (Alt+Up)</source>
        <translation>上移（Alt+↑）</translation>
    </message>
    <message>
        <source>Further down (Alt+Down)</source>
        <translation>下移（Alt+↓）</translation>
    </message>
</context>
<context>
    <name>NextSteps</name>
    <message>
        <source>The two verdicts differ: look at the pictures before you decide.</source>
        <translation>两个结论不一样：请先看照片，再作决定。</translation>
    </message>
    <message>
        <source>RealMe says that they match, but without a score: your threshold could not be applied. Look at the pictures.</source>
        <translation>RealMe 认定一致，但没有给出分值，无法按您的阈值判断。请查看图片。</translation>
    </message>
    <message>
        <source>You can go on with the case; the order number proves this check.</source>
        <translation>可以继续办理；订单号就是本次核验的证明。</translation>
    </message>
    <message>
        <source>Nobody in the group is like this face. Check which group was asked.</source>
        <translation>该组里没有与这张脸相似的人。请核对所查的组。</translation>
    </message>
    <message>
        <source>Compare what was sent with the document. After a correction make a new order; it is a new check and may be charged.</source>
        <translation>请将所发内容与证件对照。更正后请新建订单；那是一次新的核验，可能计费。</translation>
    </message>
    <message>
        <source>Clear up with the customer what does not agree or is not known.</source>
        <translation>请与客户核实不一致或未知的部分。</translation>
    </message>
    <message>
        <source>Compare the entries with the customer&apos;s particulars, and follow your institution&apos;s procedure before you go on.</source>
        <translation>请将命中条目与客户资料逐条对照，并按本机构的规定处理后再继续。</translation>
    </message>
    <message>
        <source>You can go on with the case; it holds for the time of the answer.</source>
        <translation>可以继续办理；结论只代表应答时的名单。</translation>
    </message>
    <message>
        <source>Read what came of the task; “Use in the next step” puts its TaskID into a form.</source>
        <translation>请阅读任务的结果；“用于下一步”会把 TaskID 填入下一张表单。</translation>
    </message>
    <message>
        <source>Compare each value with the picture, then use them in a new check.</source>
        <translation>请将各项与图片逐一核对，然后用于新的核验。</translation>
    </message>
    <message>
        <source>Compare the faces: likeness alone proves nobody&apos;s identity.</source>
        <translation>请比对人像：仅凭相似不能证明身份。</translation>
    </message>
    <message>
        <source>The face can now be looked for in these groups (110).</source>
        <translation>之后可在这些组中检索该人脸（110）。</translation>
    </message>
    <message>
        <source>Read the values; RealMe gives no verdict with them.</source>
        <translation>请阅读各项内容；RealMe 没有给出结论。</translation>
    </message>
    <message>
        <source>A person has to look: this is neither a match nor a mismatch. Read the answer and the raw exchange ({key}).</source>
        <translation>需要人工复核：这既不是一致，也不是不一致。请阅读应答内容和原始报文（{key}）。</translation>
    </message>
    <message>
        <source>A person has to look: this is neither a hit nor clear. Read the answer and the raw exchange ({key}).</source>
        <translation>需要人工复核：这既不是命中，也不是未命中。请阅读应答内容和原始报文（{key}）。</translation>
    </message>
    <message>
        <source>A person has to look: RealMe did not give what was asked for. Read the answer and the raw exchange ({key}).</source>
        <translation>需要人工复核：RealMe 没有给出所需的结果。请阅读应答内容和原始报文（{key}）。</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>立即查询</translation>
    </message>
    <message>
        <source>Ask RealMe for the result of this order. Nothing is sent again.</source>
        <translation>向 RealMe 查询这笔订单的结果，不会重新发送。</translation>
    </message>
    <message>
        <source>Use in a new check…</source>
        <translation>用于新的核验…</translation>
    </message>
    <message>
        <source>Put the recognised values into the form of another service. Nothing is sent yet.</source>
        <translation>把识别出的内容填入另一服务的表单，此时尚不发送。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the result as text for the case system; personal values are masked.</source>
        <translation>把结果复制为文本，供业务系统使用；个人信息已遮盖。</translation>
    </message>
    <message>
        <source>PDF, print…</source>
        <translation>PDF、打印…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF、打印…</translation>
    </message>
    <message>
        <source>Save the result as a PDF, or print it.</source>
        <translation>把结果存为 PDF 或打印。</translation>
    </message>
    <message>
        <source>Fill the form with the values of this order. Nothing is sent yet.</source>
        <translation>用这笔订单的内容填写表单，此时尚不发送。</translation>
    </message>
    <message>
        <source>Send again as a new order</source>
        <translation>作为新订单重新发送</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建订单…</translation>
    </message>
    <message>
        <source>New order with these values</source>
        <translation>用这些内容新建订单</translation>
    </message>
</context>
<context>
    <name>NoResult</name>
    <message>
        <source>Fill in the form and submit it: the verdict appears here. Orders from before open with Enter in the history.</source>
        <translation>填写表单并提交，核验结果显示在这里。以前的订单可在历史中按回车打开。</translation>
    </message>
    <message>
        <source>New here? A tour of the window</source>
        <translation>第一次使用？看看窗口导览</translation>
    </message>
    <message>
        <source>Fill in an example</source>
        <translation>填入一个例子</translation>
    </message>
    <message>
        <source>No result yet</source>
        <translation>还没有结果</translation>
    </message>
</context>
<context>
    <name>NoticesDialog</name>
    <message>
        <source>Notifications without an order</source>
        <translation>无对应订单的通知</translation>
    </message>
    <message>
        <source>Reading the records</source>
        <translation>正在读取记录</translation>
    </message>
    <message>
        <source>There are none.</source>
        <translation>没有这样的通知。</translation>
    </message>
    <message>
        <source>RealMe signed these rightly, but no order here could take them. They changed nothing. If you don&apos;t know an order, ask whoever else works with the same account.</source>
        <translation>这些通知签名正确，但本机没有订单可以采用，也没有改动任何订单。如果不认识某个订单，请询问使用同一账号的其他人。</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>seq_id</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Return code</source>
        <translation>返回码</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>保留原因</translation>
    </message>
</context>
<context>
    <name>OrderActs</name>
    <message>
        <source>The records are still being opened. The order is sent as soon as they are.</source>
        <translation>正在打开订单记录，打开后立即发送订单。</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Nothing was sent: the form is not in order yet.</source>
        <translation>没有发送：表单尚有问题。</translation>
    </message>
    <message>
        <source>Asking RealMe for the result of order {order}</source>
        <translation>正在向 RealMe 查询订单 {order} 的结果</translation>
    </message>
    <message>
        <source>The form holds the values of order {order}. Nothing is sent yet.</source>
        <translation>已将订单 {order} 的内容填入表单，尚未发送。</translation>
    </message>
</context>
<context>
    <name>OrderCourse</name>
    <message>
        <source>{what} → {state}</source>
        <translation>{what} → {state}</translation>
    </message>
    <message>
        <source>{what} ({count} times, the last one then)</source>
        <translation>{what}（共 {count} 次，此为最后一次的时间）</translation>
    </message>
    <message>
        <source>Written down</source>
        <translation>已写入本机记录</translation>
    </message>
    <message>
        <source>Saved in full, not sent yet</source>
        <translation>已完整保存，尚未发送</translation>
    </message>
    <message>
        <source>Sending begun</source>
        <translation>开始发送</translation>
    </message>
    <message>
        <source>Could not be sent</source>
        <translation>未能发送</translation>
    </message>
    <message>
        <source>Taken back before it was sent</source>
        <translation>发送之前撤回</translation>
    </message>
    <message>
        <source>RealMe gave the result</source>
        <translation>RealMe 返回了结果</translation>
    </message>
    <message>
        <source>RealMe accepted it; the result comes later</source>
        <translation>RealMe 已受理，结果稍后返回</translation>
    </message>
    <message>
        <source>RealMe refused it</source>
        <translation>RealMe 拒绝了请求</translation>
    </message>
    <message>
        <source>No reply that can be used; RealMe may have received it</source>
        <translation>没有可用的应答；RealMe 可能已收到</translation>
    </message>
    <message>
        <source>The program ended while it was sent; taken up again at the next start</source>
        <translation>发送途中程序中断；下次启动后继续处理</translation>
    </message>
    <message>
        <source>Asked RealMe: still in progress</source>
        <translation>已向 RealMe 查询：仍在处理中</translation>
    </message>
    <message>
        <source>Asked RealMe: nothing new</source>
        <translation>已向 RealMe 查询：没有新的消息</translation>
    </message>
    <message>
        <source>Asked RealMe: it knows the order after all</source>
        <translation>已向 RealMe 查询：RealMe 其实已有此订单</translation>
    </message>
    <message>
        <source>Asked RealMe: it never received the order</source>
        <translation>已向 RealMe 查询：RealMe 从未收到此订单</translation>
    </message>
    <message>
        <source>No result in time; no longer asked for by itself</source>
        <translation>在规定时间内没有结果；不再自动查询</translation>
    </message>
    <message>
        <source>Given up by an operator</source>
        <translation>操作员停止等待</translation>
    </message>
    <message>
        <source>RealMe sent the result as a notification</source>
        <translation>RealMe 以通知送达结果</translation>
    </message>
    <message>
        <source>A later notification said something else; RealMe is asked</source>
        <translation>后来的通知内容不同；正向 RealMe 查询</translation>
    </message>
    <message>
        <source>Asked RealMe: the result is confirmed</source>
        <translation>已向 RealMe 查询：结果得到确认</translation>
    </message>
    <message>
        <source>Asked RealMe: another result, and this one counts</source>
        <translation>已向 RealMe 查询：结果不同，以此为准</translation>
    </message>
    <message>
        <source>Pictures removed by retention</source>
        <translation>图片已按期清除</translation>
    </message>
    <message>
        <source>Personal data removed by retention</source>
        <translation>个人信息已按期清除</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Noted: {cause}</source>
        <translation>记录为：{cause}</translation>
    </message>
</context>
<context>
    <name>OrderFrame</name>
    <message>
        <source>What was personal in this order was removed on {when}, as the settings demand.</source>
        <translation>个人信息已按保留期限于 {when} 清除。</translation>
    </message>
    <message>
        <source>This answer could not be shown in its own form. All of it stands below.</source>
        <translation>这份应答未能以专用形式显示，全部内容列在下面。</translation>
    </message>
    <message>
        <source>Further fields of the answer</source>
        <translation>应答中的其他字段</translation>
    </message>
    <message>
        <source>Answer of RealMe</source>
        <translation>RealMe 的应答</translation>
    </message>
    <message>
        <source>What happened, step by step</source>
        <translation>经过，逐步列出</translation>
    </message>
    <message>
        <source>Raw exchange</source>
        <translation>原始报文</translation>
    </message>
</context>
<context>
    <name>OrderStates</name>
    <message>
        <source>Waiting for the result</source>
        <translation>等待结果</translation>
    </message>
    <message>
        <source>Unclear whether RealMe has this order</source>
        <translation>不明 RealMe 是否收到订单</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Not carried out, no result</source>
        <translation>未执行，没有结果</translation>
    </message>
    <message>
        <source>No result so far, needs attention</source>
        <translation>尚无结果，需要关注</translation>
    </message>
    <message>
        <source>Withdrawn before it was sent</source>
        <translation>发送前已撤回</translation>
    </message>
    <message>
        <source>No longer waited for</source>
        <translation>已停止等待</translation>
    </message>
    <message>
        <source>Answered without a verdict</source>
        <translation>已应答，没有结论</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Noted cause: {cause}</source>
        <translation>记录的原因：{cause}</translation>
    </message>
    <message>
        <source>No readable reply came. RealMe may have received the order, and then it may be charged.</source>
        <translation>没有收到可用的应答。RealMe 可能已收到订单；若已收到则可能计费。</translation>
    </message>
    <message>
        <source>It is being asked for by its order number.</source>
        <translation>程序正用原订单号查询。</translation>
    </message>
    <message>
        <source>Nothing will be sent twice.</source>
        <translation>不会重复发送。</translation>
    </message>
    <message>
        <source>RealMe took the order and is still working on it.</source>
        <translation>RealMe 已受理，正在处理。</translation>
    </message>
    <message>
        <source>The result appears here by itself. You can go on with other orders meanwhile.</source>
        <translation>结果出来后会自动显示在这里，其间可以办理其他订单。</translation>
    </message>
    <message>
        <source>RealMe did not take this call. It says nothing about the person.</source>
        <translation>RealMe 没有受理这次调用。这不是核验结果。</translation>
    </message>
    <message>
        <source>Correct what the return code names, then make a new order with these values.</source>
        <translation>请按返回码的说明改正，再用这些内容新建订单。</translation>
    </message>
    <message>
        <source>The result did not come in the time allowed. The order was sent and may have been charged.</source>
        <translation>没有在规定时间内得到结果。订单已发送，可能已计费。</translation>
    </message>
    <message>
        <source>Ask now, or contact RealMe with the order number.</source>
        <translation>请按“立即查询”，或凭订单号联系汇付。</translation>
    </message>
    <message>
        <source>The operator stopped waiting. If the order was sent, it may have been charged.</source>
        <translation>操作员已停止等待。订单若已发送，可能已计费。</translation>
    </message>
    <message>
        <source>Its result can still be asked for.</source>
        <translation>仍可查询结果。</translation>
    </message>
    <message>
        <source>Read the answer below and judge for yourself.</source>
        <translation>请查看下方的应答，自行判断。</translation>
    </message>
</context>
<context>
    <name>OrderWords</name>
    <message>
        <source>Preparing</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Saved, not sent</source>
        <translation>已保存，未发送</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Result awaited</source>
        <translation>等待结果</translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已应答</translation>
    </message>
    <message>
        <source>Not carried out</source>
        <translation>未执行</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要关注</translation>
    </message>
    <message>
        <source>Stopped waiting</source>
        <translation>已停止等待</translation>
    </message>
    <message>
        <source>Sandbox: not a real result</source>
        <translation>沙箱：非真实结果</translation>
    </message>
</context>
<context>
    <name>OtherConsoles</name>
    <message>
        <source>The other console is closed. This one works on from here: orders can be sent.</source>
        <translation>另一个控制台已关闭，现在由这里接手，可以提交订单。</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>This will be sent</source>
        <translation>将要发送的图片</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Original: {before}</source>
        <translation>原图：{before}</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>{service}: the result is here.</source>
        <translation>{service}：已得到结果。</translation>
    </message>
    <message>
        <source>{service}: {verdict}</source>
        <translation>{service}：{verdict}</translation>
    </message>
    <message>
        <source>{service}: sent. The result is awaited and will be asked for.</source>
        <translation>{service}：已发送，等待结果，程序会自动查询。</translation>
    </message>
    <message>
        <source>{service}: it is not clear whether RealMe has the order. It is asked for, never sent again.</source>
        <translation>{service}：不明 RealMe 是否收到订单。程序只查询，不会重新发送。</translation>
    </message>
    <message>
        <source>{service}: there will be no result. The result pane says why.</source>
        <translation>{service}：不会有结果，原因见右侧。</translation>
    </message>
    <message>
        <source>{service}: no result came in time. It needs attention.</source>
        <translation>{service}：没有按时得到结果，需要关注。</translation>
    </message>
    <message>
        <source>{service}: the order was given up.</source>
        <translation>{service}：已停止等待或撤回。</translation>
    </message>
    <message>
        <source>{service}: the order is on its way.</source>
        <translation>{service}：订单正在处理。</translation>
    </message>
</context>
<context>
    <name>PacketPicker</name>
    <message>
        <source>Drop the packet file here, or choose it. It is sent as it is.</source>
        <translation>将采集文件拖到此处，或选择文件。文件原样发送。</translation>
    </message>
    <message>
        <source>{file}
Sent as it is.</source>
        <translation>{file}
原样发送。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find anything</source>
        <translation>查找一切</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Service, person, setting or action; also pinyin initials and numbers</source>
        <translation>服务、人员、设置或操作；也可输入拼音首字母或编号</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>{setting}: {choice}</source>
        <translation>{setting}：{choice}</translation>
    </message>
    <message>
        <source>Environment: {name}</source>
        <translation>环境：{name}</translation>
    </message>
</context>
<context>
    <name>PassingOn</name>
    <message>
        <source>Copied in full.</source>
        <translation>已复制完整内容。</translation>
    </message>
    <message>
        <source>Copied; personal values are masked.</source>
        <translation>已复制，个人信息已遮盖。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>The printer can&apos;t be used. Nothing was printed; choose another one.</source>
        <translation>打印机无法使用。没有打印任何内容，请另选一台。</translation>
    </message>
    <message>
        <source>Sent to the printer: {order}</source>
        <translation>已发送到打印机：{order}</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Take off the passphrase</source>
        <translation>取消口令</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>取消口令</translation>
    </message>
    <message>
        <source>After this the account that is logged in suffices to open the records and to unlock the console.</source>
        <translation>取消后，凭已登录的系统账户即可打开记录和解锁控制台。</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Set it</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>It is asked for at the start and to unlock. Without it nobody can open the records, and nobody can tell it to you again: have a backup with a passphrase of its own.</source>
        <translation>启动和解锁时都要输入口令。没有它，谁也打不开记录，也没有人能找回它：请另做一份有自己口令的备份。</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>现在的口令</translation>
    </message>
    <message>
        <source>At least {count} characters.</source>
        <translation>至少 {count} 个字符。</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>Enter a passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>Sealing the key</source>
        <translation>正在保护密钥</translation>
    </message>
    <message>
        <source>The passphrase is taken off.</source>
        <translation>口令已取消。</translation>
    </message>
    <message>
        <source>The passphrase is set. It is asked for from the next lock or start on.</source>
        <translation>口令已设置，从下次锁定或启动起需要输入。</translation>
    </message>
</context>
<context>
    <name>PathLine</name>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
</context>
<context>
    <name>Pending</name>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>核验对象</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>已等待</translation>
    </message>
    <message>
        <source>Next query</source>
        <translation>下次查询</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>即将查询</translation>
    </message>
    <message>
        <source>in {age}</source>
        <translation>{age}后</translation>
    </message>
</context>
<context>
    <name>PendingPane</name>
    <message>
        <source>Pending</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Orders whose result is awaited</source>
        <translation>等待结果的订单</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>立即查询</translation>
    </message>
    <message>
        <source>Ask RealMe for the result now (F5). Nothing is sent again.</source>
        <translation>立即向 RealMe 查询结果（F5），不会重新发送。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show the order (Enter)</source>
        <translation>查看订单（回车）</translation>
    </message>
    <message>
        <source>The order has not been sent. It is taken back and nothing is charged.</source>
        <translation>订单尚未发送，撤回后不会计费。</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>It stays in the history, where its result can still be asked for.</source>
        <translation>它仍保留在历史中，以后还可查询结果。</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>停止等待</translation>
    </message>
    <message>
        <source>RealMe is not asked for this order any more. It can&apos;t be withdrawn there.</source>
        <translation>不再查询这笔订单；已发送的订单无法从 RealMe 撤回。</translation>
    </message>
    <message>
        <source>Nothing is awaited</source>
        <translation>没有待处理的订单</translation>
    </message>
    <message>
        <source>Orders whose result comes later wait here, and are asked for by themselves.</source>
        <translation>稍后才有结果的订单列在这里，程序会自动查询。</translation>
    </message>
    <message>
        <source>Keep the order</source>
        <translation>保留订单</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Withdraw this order? It has not been sent, so nothing is charged. It stays in the history.</source>
        <translation>撤回这笔订单？它尚未发送，不会计费，仍保留在历史中。</translation>
    </message>
    <message>
        <source>Keep it here</source>
        <translation>留在列表</translation>
    </message>
    <message>
        <source>Take this order off the list? It was sent and may be charged, and has no result. It stays in the history, where it can still be asked for.</source>
        <translation>将这笔订单移出列表？订单已发送，可能已计费，还没有结果。它仍保留在历史中，以后还可查询。</translation>
    </message>
    <message>
        <source>Keep waiting</source>
        <translation>继续等待</translation>
    </message>
    <message>
        <source>Stop asking for this order? It stays sent and may be charged; only the waiting ends. It stays in the history, where it can still be asked for.</source>
        <translation>停止等待这笔订单？订单已发送，可能已计费，只是不再自动查询。它仍保留在历史中，以后还可查询。</translation>
    </message>
</context>
<context>
    <name>PersonInHand</name>
    <message>
        <source>Next person. The settings of the forms were kept.</source>
        <translation>下一位。表单的设置已保留。</translation>
    </message>
</context>
<context>
    <name>PictureActions</name>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Turn by 90° ([ and ])</source>
        <translation>旋转 90°（[ 和 ]）</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Turn, crop, straighten (F2)</source>
        <translation>旋转、裁剪、拉正（F2）</translation>
    </message>
    <message>
        <source>Look closely</source>
        <translation>仔细查看</translation>
    </message>
    <message>
        <source>Look closely (F4)</source>
        <translation>仔细查看（F4）</translation>
    </message>
</context>
<context>
    <name>PictureEditor</name>
    <message>
        <source>Edit: {label}</source>
        <translation>编辑：{label}</translation>
    </message>
    <message>
        <source>Opening the picture…</source>
        <translation>正在打开图片…</translation>
    </message>
    <message>
        <source>Use this picture</source>
        <translation>使用此图片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use both pictures</source>
        <translation>使用这两张图片</translation>
    </message>
    <message>
        <source>Drag the frame or its corners. By keyboard: space goes from corner to corner, arrows move, Shift moves farther. C ends.</source>
        <translation>拖动裁剪框或其四角。键盘：空格键切换角，方向键移动，按住 Shift 移动更多，C 结束。</translation>
    </message>
    <message>
        <source>Put the four corners onto those of the card. By keyboard: space goes from corner to corner, arrows move, Shift moves farther. S ends.</source>
        <translation>把四个角放到证件的四角上。键盘：空格键切换角，方向键移动，按住 Shift 移动更多，S 结束。</translation>
    </message>
    <message>
        <source>Looking for two cards on the page…</source>
        <translation>正在页面中查找两张证件…</translation>
    </message>
    <message>
        <source>Each frame becomes the picture of one field. Drag them where they belong, swap them if the sides are the other way round. By keyboard: space, arrows, W.</source>
        <translation>每个框成为一个字段的图片。请拖到正确的位置；正反面颠倒时请对调。键盘：空格键、方向键、W。</translation>
    </message>
    <message>
        <source>[ and ] turn, C crops, S straightens, comma and full stop turn by half a degree. The file itself is never changed.</source>
        <translation>[ 和 ] 旋转，C 裁剪，S 拉正，逗号和句号微调半度。原文件不会被改动。</translation>
    </message>
</context>
<context>
    <name>PictureExtras</name>
    <message>
        <source>Page </source>
        <translation>第 </translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>对调</translation>
    </message>
    <message>
        <source>Exchange the two pictures</source>
        <translation>对调两张图片</translation>
    </message>
    <message>
        <source> of {pages}</source>
        <translation> / {pages} 页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
</context>
<context>
    <name>PictureHolder</name>
    <message>
        <source>Preparing the picture was cancelled; it is not used.</source>
        <translation>已取消准备，这张图片没有使用。</translation>
    </message>
    <message>
        <source>Taking the picture over…</source>
        <translation>正在接收图片…</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>{name}, edited</source>
        <translation>{name}（已编辑）</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>正在查看图片…</translation>
    </message>
</context>
<context>
    <name>PicturePicker</name>
    <message>
        <source>Drop or paste a picture here, or choose a file.</source>
        <translation>拖入或粘贴图片，或选择文件。</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.heic *.heif)</source>
        <translation>图片 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff *.heic *.heif)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy a picture or a file, then paste again.</source>
        <translation>剪贴板中没有图片。请复制图片或文件后再粘贴。</translation>
    </message>
    <message>
        <source>That is only the address of a picture on the web, which is not fetched from here. Save the picture and drop the file, or copy the picture itself.</source>
        <translation>这只是网上图片的地址，本程序不会去下载。请把图片另存后拖入文件，或复制图片本身。</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Take a photo with the camera</source>
        <translation>用摄像头拍照</translation>
    </message>
    <message>
        <source>Use the new scan “{name}”</source>
        <translation>使用新扫描件“{name}”</translation>
    </message>
    <message>
        <source>{width} × {height}, {size}</source>
        <translation>{width} × {height}，{size}</translation>
    </message>
    <message>
        <source>Sent as {width} × {height}, {size}</source>
        <translation>发送为 {width} × {height}，{size}</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Pictures drawn for the sandbox; nobody real is on them.</source>
        <translation>供沙箱使用的绘制图片，不含真实人物。</translation>
    </message>
</context>
<context>
    <name>PictureTools</name>
    <message>
        <source>Smaller (-)</source>
        <translation>缩小（-）</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>放大（+）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Fit (0)</source>
        <translation>适合窗口（0）</translation>
    </message>
    <message>
        <source>Pixel by pixel (1)</source>
        <translation>原始像素（1）</translation>
    </message>
    <message>
        <source>Blur the pictures</source>
        <translation>模糊照片</translation>
    </message>
    <message>
        <source>Blur the picture</source>
        <translation>模糊图片</translation>
    </message>
    <message>
        <source>Show the pictures</source>
        <translation>显示照片</translation>
    </message>
    <message>
        <source>Show the picture</source>
        <translation>显示图片</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Plus and minus zoom, 0 fits the picture, 1 shows its own pixels, arrows move, M magnifies.</source>
        <translation>加号、减号缩放，0 适合窗口，1 按原像素显示，方向键移动，M 打开放大镜。</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Preparing</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Waiting for RealMe</source>
        <translation>等待 RealMe</translation>
    </message>
    <message>
        <source>Don&apos;t send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Take the order back. Nothing has been sent, so nothing is charged.</source>
        <translation>撤回订单。尚未发送，不会计费。</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未开始</translation>
    </message>
</context>
<context>
    <name>ProtectionPage</name>
    <message>
        <source>Privacy and lock</source>
        <translation>隐私与锁定</translation>
    </message>
    <message>
        <source>Who sees what, for how long, and what locks it away.</source>
        <translation>谁能看到什么、看多久，以及何时锁定。</translation>
    </message>
    <message>
        <source>This system offers no such thing.</source>
        <translation>此系统不提供这项功能。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Take it off …</source>
        <translation>取消口令…</translation>
    </message>
    <message>
        <source>A passphrase is set. It seals the key of the records, and unlocks the console.</source>
        <translation>已设置口令：它保护记录的密钥，也用于解锁控制台。</translation>
    </message>
    <message>
        <source>No passphrase is set: whoever is logged in to this account opens the records and unlocks the console.</source>
        <translation>未设置口令：登录此系统账户的人即可打开记录和解锁控制台。</translation>
    </message>
    <message>
        <source>Change it …</source>
        <translation>更改口令…</translation>
    </message>
    <message>
        <source>Set a passphrase …</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Your administrator demands one.</source>
        <translation>管理员要求必须设置口令。</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1 文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷方式</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QTabBar</name>
    <message>
        <source>Scroll Left</source>
        <translation>向左滚动</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>向右滚动</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Reason for showing in full</source>
        <translation>显示完整内容的原因</translation>
    </message>
    <message>
        <source>It is written into the audit log with your name. Don&apos;t write about the person here.</source>
        <translation>原因会连同您的姓名记入审计日志。请勿在此写入当事人的信息。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>The history lies encrypted in one file: {path}</source>
        <translation>历史加密保存在一个文件中：{path}</translation>
    </message>
    <message>
        <source>Backup and data key</source>
        <translation>备份与数据密钥</translation>
    </message>
    <message>
        <source>A backup is one file under a passphrase of yours. It can be made while orders are on their way, and be restored into this history or another one.</source>
        <translation>备份是一个由您的口令保护的文件。订单处理过程中也能备份，可恢复到本历史或其他历史。</translation>
    </message>
    <message>
        <source>Make a backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Change the data key</source>
        <translation>更换数据密钥</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Reads the whole file and looks for damage; changes nothing.</source>
        <translation>读取整个文件，查找损坏；不改动任何内容。</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以怎么做</translation>
    </message>
    <message>
        <source>Reading the whole file. This may take a while.</source>
        <translation>正在读取整个文件，可能需要一些时间。</translation>
    </message>
    <message>
        <source>The file is sound.</source>
        <translation>文件完好。</translation>
    </message>
    <message>
        <source>The file is damaged. Places: {count}. Nothing was changed. The first: {first}</source>
        <translation>文件有损坏：{count} 处。没有改动任何内容。第一处：{first}</translation>
    </message>
    <message>
        <source>{kind}, orders: {count}</source>
        <translation>{kind}：{count} 笔订单</translation>
    </message>
    <message>
        <source>Kept by legal hold, orders: {count}</source>
        <translation>因法定保留而不清除：{count} 笔订单</translation>
    </message>
    <message>
        <source>What would go now</source>
        <translation>现在会清除什么</translation>
    </message>
    <message>
        <source>Nothing goes of an order without an end, or on legal hold. The audit log stays. What has gone can&apos;t be brought back, only restored from a backup.</source>
        <translation>没有结束的订单和法定保留的订单不会清除。审计日志始终保留。清除后无法找回，只能从备份恢复。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Remove it now</source>
        <translation>立即清除</translation>
    </message>
    <message>
        <source>The records are not open yet. Try again in a moment.</source>
        <translation>记录还没有打开，请稍后再试。</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>没有到期的内容。</translation>
    </message>
    <message>
        <source>Pictures: {count}, {size} MB</source>
        <translation>图片：{count} 张，{size} MB</translation>
    </message>
    <message>
        <source>Notifications without an order: {count}</source>
        <translation>无对应订单的通知：{count} 条</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>正在清除</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Stopped. Removed so far: {removed}.</source>
        <translation>已停止。到此为止清除了：{removed}。</translation>
    </message>
    <message>
        <source>Removed: {removed}.</source>
        <translation>已清除：{removed}。</translation>
    </message>
    <message>
        <source>The last bytes are erased with the next run: somebody was reading.</source>
        <translation>有人正在读取，最后的字节将在下次清除时抹去。</translation>
    </message>
</context>
<context>
    <name>Repetition</name>
    <message>
        <source>Nothing was sent.</source>
        <translation>没有发送。</translation>
    </message>
</context>
<context>
    <name>RepetitionQuestion</name>
    <message>
        <source>Open it</source>
        <translation>打开它</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍要发送</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The same was submitted {age} ago. Nothing has been sent now.</source>
        <translation>{age}前已提交过相同的内容。这次还没有发送。</translation>
    </message>
    <message>
        <source>Sent again, it is a new order and may be charged a second time.</source>
        <translation>再次发送是一笔新订单，可能再次计费。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>The list is empty.</source>
        <translation>列表为空。</translation>
    </message>
    <message>
        <source>Further lines, not printed: {count}</source>
        <translation>其余 {count} 行未打印</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Pictures sent</source>
        <translation>发送的图片</translation>
    </message>
    <message>
        <source>By this threshold</source>
        <translation>按此阈值</translation>
    </message>
    <message>
        <source>Orders: {count}</source>
        <translation>订单：{count} 笔</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>核验对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>RealMe Desktop · verification result</source>
        <translation>RealMe Desktop · 核验结果</translation>
    </message>
    <message>
        <source>Holds personal data in full</source>
        <translation>含完整个人信息</translation>
    </message>
    <message>
        <source>Personal data masked</source>
        <translation>个人信息已遮盖</translation>
    </message>
    <message>
        <source>Made {time} by {operator}</source>
        <translation>{operator} 于 {time} 生成</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>第 {number} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Report on verification results</source>
        <translation>核验结果报告</translation>
    </message>
    <message>
        <source>Some of these are not real results: those with ◇</source>
        <translation>其中带 ◇ 的不是真实结果</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Save or print the result</source>
        <translation>保存或打印结果</translation>
    </message>
    <message>
        <source>Personal values in full</source>
        <translation>完整的个人信息</translation>
    </message>
    <message>
        <source>Without it they are masked. That they were given out is written down.</source>
        <translation>不勾选则遮盖。完整输出会记入审计日志。</translation>
    </message>
    <message>
        <source>With the pictures</source>
        <translation>包含图片</translation>
    </message>
    <message>
        <source>Switched off in the settings.</source>
        <translation>已在设置中关闭。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>&amp;Save PDF</source>
        <translation>保存 PDF(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>打印(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Copy as text</source>
        <translation>复制文本(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Name a file. Nothing is saved yet.</source>
        <translation>请填写文件名。尚未保存。</translation>
    </message>
    <message>
        <source>There is such a file already. Nothing is saved yet; save again to replace it.</source>
        <translation>已有同名文件，尚未保存；再按一次“保存”即替换它。</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Orders saved: {orders}. Damaged orders: {damaged}. The damaged file is kept as {path}.</source>
        <translation>已抢救 {orders} 笔订单，其中部分内容受损 {damaged} 笔。损坏的文件保留为 {path}。</translation>
    </message>
    <message>
        <source>The old file is kept as {path}.</source>
        <translation>旧文件保留为 {path}。</translation>
    </message>
</context>
<context>
    <name>RescuePage</name>
    <message>
        <source>The file is kept as it is: {path}. Nothing here deletes it.</source>
        <translation>文件原样保留：{path}。这里的任何操作都不会删除它。</translation>
    </message>
    <message>
        <source>You can work on for this session; nothing of it is kept.</source>
        <translation>本次会话可以继续工作，但内容都不会保留。</translation>
    </message>
    <message>
        <source>Orders are not sent until this is decided.</source>
        <translation>在作出决定之前，不会发送订单。</translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation>可以怎么做</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>If the keyring was locked or exchanged: unlock or restore it, then try again.</source>
        <translation>如果密钥环被锁定或更换过：请解锁或恢复它，然后重试。</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>抢救可读内容</translation>
    </message>
    <message>
        <source>What can still be read goes into a new file; the damaged one is kept under another name.</source>
        <translation>仍可读取的内容写入新文件；损坏的文件改名保留。</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>The old file is kept under another name, a new history begins, and the backup is brought into it.</source>
        <translation>旧文件改名保留，开始新的历史，并把备份恢复进去。</translation>
    </message>
    <message>
        <source>Start a new history</source>
        <translation>开始新的历史</translation>
    </message>
    <message>
        <source>The old file is kept under another name. If its key or a repair is found later, it can still be read.</source>
        <translation>旧文件改名保留。以后找回密钥或修复后，仍可读取。</translation>
    </message>
    <message>
        <source>The data key is lost</source>
        <translation>数据密钥丢失</translation>
    </message>
    <message>
        <source>The history on this computer is encrypted, and its key was in the system keyring. The key is not there any more. Without it nobody can read the file, not even we.</source>
        <translation>本机历史是加密的，密钥原在系统密钥环中，现在已不在那里。没有密钥，谁也无法读取该文件，我们也不能。</translation>
    </message>
    <message>
        <source>The key does not fit the records</source>
        <translation>密钥与历史文件不符</translation>
    </message>
    <message>
        <source>The file can&apos;t be opened with the key in the keyring: it belongs to another file, or the beginning of the file is damaged.</source>
        <translation>用密钥环中的密钥打不开这个文件：密钥属于另一个文件，或文件开头已损坏。</translation>
    </message>
    <message>
        <source>The file of the records is damaged</source>
        <translation>历史文件已损坏</translation>
    </message>
    <message>
        <source>A part of the file can&apos;t be read any more: a fault of the disk, or the file was cut off.</source>
        <translation>文件有一部分无法读取：磁盘故障，或文件被截断。</translation>
    </message>
    <message>
        <source>Press again to start a new history</source>
        <translation>再按一次，开始新的历史</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Orders are merged by their number: what is here stays as it is, what is missing comes back, none comes twice. Nothing is sent again.</source>
        <translation>按订单号合并：已有的保持不变，缺少的恢复回来，不会重复，也不会重新发送。</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份文件</translation>
    </message>
    <message>
        <source>Passphrase of the backup</source>
        <translation>备份的口令</translation>
    </message>
    <message>
        <source>A backup of {time}. Orders in it: {count}.</source>
        <translation>{time} 的备份，共 {count} 笔订单。</translation>
    </message>
    <message>
        <source>Choose the backup first.</source>
        <translation>请先选择备份文件。</translation>
    </message>
    <message>
        <source>Enter the passphrase of the backup.</source>
        <translation>请输入备份的口令。</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Came back: {added}. Brought to their end: {ended}. Were here already: {present}.</source>
        <translation>恢复 {added} 笔，补全结果 {ended} 笔，已有 {present} 笔。</translation>
    </message>
    <message>
        <source>Orders without a result: {count}. They are asked for, none is sent again.</source>
        <translation>尚无结果的订单：{count} 笔，将继续查询，不会重新发送。</translation>
    </message>
    <message>
        <source>The audit log in the backup is not whole; it was brought as it is.</source>
        <translation>备份中的审计日志不完整，已照原样带入。</translation>
    </message>
    <message>
        <source>Stopped. What had come back by then stays; the same again goes on from there.</source>
        <translation>已停止。已恢复的部分保留，再次恢复会接着进行。</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>Verification result</source>
        <translation>核验结果</translation>
    </message>
    <message>
        <source>Call status</source>
        <translation>调用状态</translation>
    </message>
    <message>
        <source>It tells whether the call worked, not whether the person matches.</source>
        <translation>只说明调用是否成功，不代表核验是否一致。</translation>
    </message>
    <message>
        <source>The order is on its way.</source>
        <translation>订单正在处理。</translation>
    </message>
    <message>
        <source>and {count} more, see below</source>
        <translation>另有 {count} 项，见下文</translation>
    </message>
    <message>
        <source>{meaning} (return code {code})</source>
        <translation>{meaning}（返回码 {code}）</translation>
    </message>
    <message>
        <source>RealMe: “{message}”</source>
        <translation>RealMe：“{message}”</translation>
    </message>
    <message>
        <source>RealMe took the call</source>
        <translation>RealMe 已受理</translation>
    </message>
    <message>
        <source>No readable reply to the call</source>
        <translation>没有收到可用的应答</translation>
    </message>
    <message>
        <source>RealMe refused the call</source>
        <translation>RealMe 拒绝了调用</translation>
    </message>
    <message>
        <source>The call was not made</source>
        <translation>调用未发出</translation>
    </message>
    <message>
        <source>RealMe replied, the result is missing</source>
        <translation>RealMe 已应答，但没有结果</translation>
    </message>
    <message>
        <source>The call has not ended yet</source>
        <translation>调用尚未结束</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>订单信息</translation>
    </message>
    <message>
        <source>Personal data removed at</source>
        <translation>个人信息清除时间</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>RealMe&apos;s seq_id</source>
        <translation>RealMe 流水号</translation>
    </message>
    <message>
        <source>Order date</source>
        <translation>请求日期</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Sent at</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>应答时间</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>查询次数</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <source>{environment} (not real)</source>
        <translation>{environment}（非真实）</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Answer of RealMe</source>
        <translation>RealMe 的应答</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Threshold in force</source>
        <translation>当时的阈值</translation>
    </message>
    <message>
        <source>Made from order</source>
        <translation>来源订单</translation>
    </message>
    <message>
        <source>Times are those of Asia/Shanghai (UTC+8).</source>
        <translation>时间均为北京时间（UTC+8）。</translation>
    </message>
    <message>
        <source>Sent to RealMe</source>
        <translation>发送的内容</translation>
    </message>
    <message>
        <source>The two differ: RealMe says “{realme}”, your threshold gives “{own}”.</source>
        <translation>两者不同：RealMe 的结论为“{realme}”，按阈值判断为“{own}”。</translation>
    </message>
    <message>
        <source>The beginning only; copying gives all of it.</source>
        <translation>仅显示开头部分；复制可得到全文。</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing was sent</source>
        <translation>没有发送</translation>
    </message>
    <message>
        <source>Elapsed: {age}</source>
        <translation>已用时 {age}</translation>
    </message>
    <message>
        <source>Waiting for {age}</source>
        <translation>已等待 {age}</translation>
    </message>
    <message>
        <source>next query in {age}</source>
        <translation>{age}后再次查询</translation>
    </message>
    <message>
        <source>next query is due</source>
        <translation>即将查询</translation>
    </message>
    <message>
        <source>queries so far: {count}</source>
        <translation>已查询 {count} 次</translation>
    </message>
</context>
<context>
    <name>ResultViews</name>
    <message>
        <source>This can&apos;t be read in the form that is expected. The text as it came:</source>
        <translation>无法按约定的格式识别，以下为原文：</translation>
    </message>
</context>
<context>
    <name>RevealButton</name>
    <message>
        <source>Hide {what}</source>
        <translation>隐藏“{what}”</translation>
    </message>
    <message>
        <source>Show {what} in full</source>
        <translation>完整显示“{what}”</translation>
    </message>
</context>
<context>
    <name>RevealGate</name>
    <message>
        <source>Showing in full is switched off in the settings.</source>
        <translation>设置中已关闭显示完整内容。</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Kept filters</source>
        <translation>已存筛选</translation>
    </message>
    <message>
        <source>Keep what is set now …</source>
        <translation>保存当前筛选…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>New scan: {name}. It is offered where a picture is wanted.</source>
        <translation>新扫描件：{name}。在需要图片的字段上可以选用。</translation>
    </message>
    <message>
        <source>The folder of new scans can&apos;t be read: {folder}. It is not watched any more.</source>
        <translation>无法读取扫描文件夹：{folder}。已停止监视。</translation>
    </message>
</context>
<context>
    <name>ScorePanel</name>
    <message>
        <source>Score</source>
        <translation>比对分值</translation>
    </message>
    <message>
        <source>No score: what RealMe sent is no number from 0 to 100. It stands below.</source>
        <translation>没有分值：RealMe 返回的内容不是 0 至 100 的数，原文见下。</translation>
    </message>
    <message>
        <source>No score: RealMe sent none with this answer.</source>
        <translation>没有分值：RealMe 的应答中没有给出分值。</translation>
    </message>
    <message>
        <source>With a threshold of {limit} your verdict would be {verdict}.</source>
        <translation>如果阈值是 {limit}，按阈值的结论是“{verdict}”。</translation>
    </message>
    <message>
        <source>With a threshold of {limit} your verdict would still be {verdict}.</source>
        <translation>如果阈值是 {limit}，按阈值的结论仍是“{verdict}”。</translation>
    </message>
    <message>
        <source>With a threshold of {limit} your verdict would become {verdict}.</source>
        <translation>如果阈值是 {limit}，按阈值的结论会变为“{verdict}”。</translation>
    </message>
    <message>
        <source>What is stored does not change.</source>
        <translation>已保存的内容不会改变。</translation>
    </message>
    <message>
        <source>Back to {limit}</source>
        <translation>恢复到 {limit}</translation>
    </message>
    <message>
        <source>Drag the threshold to try another one.</source>
        <translation>拖动阈值，可试另一个阈值。</translation>
    </message>
    <message>
        <source>By your threshold {limit}</source>
        <translation>按您的阈值 {limit}</translation>
    </message>
    <message>
        <source>RealMe says</source>
        <translation>RealMe 的结论</translation>
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>No score</source>
        <translation>无分值</translation>
    </message>
    <message>
        <source>Score {score} of 100</source>
        <translation>分值 {score}（满分 100）</translation>
    </message>
    <message>
        <source>Score {score} of 100, threshold {limit}</source>
        <translation>分值 {score}（满分 100），阈值 {limit}</translation>
    </message>
    <message>
        <source>threshold {limit}</source>
        <translation>阈值 {limit}</translation>
    </message>
</context>
<context>
    <name>ScoresDialog</name>
    <message>
        <source>Scores</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>不高于</translation>
    </message>
    <message>
        <source>The lower score is above the upper one.</source>
        <translation>下限高于上限。</translation>
    </message>
</context>
<context>
    <name>SearchableTree</name>
    <message>
        <source>Search names and values</source>
        <translation>查找名称和内容</translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>查找名称</translation>
    </message>
    <message>
        <source>Search in {title}</source>
        <translation>在“{title}”中查找</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>The first {count} places</source>
        <translation>前 {count} 处</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>第 {at} 处，共 {count} 处</translation>
    </message>
</context>
<context>
    <name>SecretInput</name>
    <message>
        <source>Hide what is typed</source>
        <translation>隐藏所填内容</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示所填内容</translation>
    </message>
</context>
<context>
    <name>SeenPicture</name>
    <message>
        <source>This picture can&apos;t be shown.</source>
        <translation>这张图片无法显示。</translation>
    </message>
</context>
<context>
    <name>ServiceForm</name>
    <message>
        <source>More ({n})</source>
        <translation>更多（{n}）</translation>
    </message>
    <message>
        <source>More ({n}), {filled} filled in</source>
        <translation>更多（{n}），已填 {filled} 项</translation>
    </message>
    <message>
        <source>Filled in by the program</source>
        <translation>由程序填写</translation>
    </message>
    <message>
        <source>MM/YY</source>
        <translation>月/年</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>不填</translation>
    </message>
    <message>
        <source>Please choose</source>
        <translation>请选择</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>设置页</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>凭据</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Privacy and lock</source>
        <translation>隐私与锁定</translation>
    </message>
    <message>
        <source>Copied text</source>
        <translation>复制的文本</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Audit log</source>
        <translation>审计日志</translation>
    </message>
</context>
<context>
    <name>SettingsFinder</name>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>By name, sentence or pinyin initials (Ctrl+F)</source>
        <translation>按名称、说明或拼音首字母（Ctrl+F）</translation>
    </message>
    <message>
        <source>No setting is called that.</source>
        <translation>没有这样的设置。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Default for {name}</source>
        <translation>恢复“{name}”的默认值</translation>
    </message>
    <message>
        <source>This desktop shows no such messages, so here it has no effect.</source>
        <translation>这台电脑的桌面不显示这类提醒，此项在这里不起作用。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>StatisticsWindow</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Reading the records</source>
        <translation>正在读取记录</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>显示为表格</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>Orders over time</source>
        <translation>订单数量</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Pass rate by service</source>
        <translation>各服务通过率</translation>
    </message>
    <message>
        <source>Median time to the result</source>
        <translation>取得结果的时间（中位数）</translation>
    </message>
    <message>
        <source>The numbers of the pictures</source>
        <translation>图中的数字</translation>
    </message>
    <message>
        <source>As pictures</source>
        <translation>显示为图</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Orders: {count}</source>
        <translation>订单：{count} 笔</translation>
    </message>
    <message>
        <source>passed {rate}</source>
        <translation>通过 {rate}</translation>
    </message>
    <message>
        <source>hits: {count}</source>
        <translation>命中：{count} 笔</translation>
    </message>
    <message>
        <source>median {time}</source>
        <translation>取得结果中位数 {time}</translation>
    </message>
    <message>
        <source>{day}, orders: {count}</source>
        <translation>{day}：{count} 笔</translation>
    </message>
    <message>
        <source>Score {low} to {high}, orders: {count}</source>
        <translation>{low} 到 {high} 分：{count} 笔</translation>
    </message>
    <message>
        <source>From sending to the result, the waiting between queries included</source>
        <translation>从发送到取得结果，含等待查询的时间</translation>
    </message>
    <message>
        <source>No orders</source>
        <translation>没有订单</translation>
    </message>
    <message>
        <source>Orders per day</source>
        <translation>每日订单</translation>
    </message>
    <message>
        <source>Orders per month</source>
        <translation>每月订单</translation>
    </message>
    <message>
        <source>Orders per year</source>
        <translation>每年订单</translation>
    </message>
    <message>
        <source>threshold {limit}</source>
        <translation>阈值 {limit}</translation>
    </message>
    <message>
        <source>No order with a score</source>
        <translation>没有带分值的订单</translation>
    </message>
    <message>
        <source>Thresholds in use: {limits}. Reached: {reached} of {scored}</source>
        <translation>所用阈值：{limits}。达到阈值：{reached} / {scored}</translation>
    </message>
    <message>
        <source>Reached: {reached} of {scored}</source>
        <translation>达到阈值：{reached} / {scored}</translation>
    </message>
    <message>
        <source>{service}: {rate} passed, {passed} of {judged}</source>
        <translation>{service}：通过 {rate}，{passed} / {judged}</translation>
    </message>
    <message>
        <source>{service}: {time}</source>
        <translation>{service}：{time}</translation>
    </message>
    <message>
        <source>Share of ✓ and ○ among all that were judged, and how many were judged</source>
        <translation>✓ 和 ○ 占有结论订单的比例，及有结论的笔数</translation>
    </message>
    <message>
        <source>Nothing judged</source>
        <translation>没有得出结论的订单</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Pass rate</source>
        <translation>通过率</translation>
    </message>
    <message>
        <source>Compared with the threshold</source>
        <translation>所用阈值</translation>
    </message>
</context>
<context>
    <name>SubjectBar</name>
    <message>
        <source>Person in hand</source>
        <translation>当前人员</translation>
    </message>
    <message>
        <source>The person in hand fills every form that you open.</source>
        <translation>打开的每个表单都会填入当前人员的信息。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡号</translation>
    </message>
    <message>
        <source>Person in hand: {value}</source>
        <translation>当前人员：{value}</translation>
    </message>
    <message>
        <source>Pictures of the person in hand: {count}. Press to put them away.</source>
        <translation>当前人员的图片：{count} 张。按下即移除。</translation>
    </message>
</context>
<context>
    <name>SupportDialog</name>
    <message>
        <source>Report for support</source>
        <translation>支持报告</translation>
    </message>
    <message>
        <source>Versions, settings, problems and the newest lines of the log; no orders, no persons, no keys. Read it before you pass it on, and take out what you like. Nothing is sent by itself.</source>
        <translation>包含版本、设置、问题和最新的日志；不含订单、个人信息和密钥。转交前请阅读，可删去任何内容。程序不会自行发送任何东西。</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Putting it together…</source>
        <translation>正在整理…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Not saved: {reason}.</source>
        <translation>未保存：{reason}。</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>Something went wrong inside the program. What you entered is still there; the history tells whether an order was sent. The log file holds the details.</source>
        <translation>程序内部出错。已填写的内容仍在；订单是否发送，请查看历史。详细情况见日志文件。</translation>
    </message>
</context>
<context>
    <name>TestPage</name>
    <message>
        <source>Connection test</source>
        <translation>连接测试</translation>
    </message>
    <message>
        <source>The program asks for an order that does not exist. Nobody is verified, nothing is charged.</source>
        <translation>程序查询一笔不存在的订单：不核验任何人，不计费。</translation>
    </message>
    <message>
        <source>Go on without a passed test</source>
        <translation>测试未通过也继续</translation>
    </message>
    <message>
        <source>RealMe may still take orders of other services.</source>
        <translation>RealMe 可能仍受理已开通服务的订单。</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再测试一次</translation>
    </message>
    <message>
        <source>Address, proxy and certificates…</source>
        <translation>地址、代理和证书…</translation>
    </message>
    <message>
        <source>Asking RealMe…</source>
        <translation>正在询问 RealMe…</translation>
    </message>
    <message>
        <source>Asking RealMe… ({seconds} s)</source>
        <translation>正在询问 RealMe…（{seconds} 秒）</translation>
    </message>
</context>
<context>
    <name>TextsPage</name>
    <message>
        <source>Copied text</source>
        <translation>复制的文本</translation>
    </message>
    <message>
        <source>What Ctrl+Shift+C puts on the clipboard for the case system. A name in braces stands for a value; everything else is copied as it is.</source>
        <translation>按 Ctrl+Shift+C 复制给业务系统的文本。花括号中的名称代表一项内容，其余文字原样复制。</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>全部服务</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>{sent.full_name}  one field that was sent, by its name in the interface</source>
        <translation>{sent.full_name}  发送的某一项，按接口中的字段名</translation>
    </message>
    <message>
        <source>{answer.resp_code}  one field of the answer; “—” where it is missing</source>
        <translation>{answer.resp_code}  应答中的某一项；没有时为“—”</translation>
    </message>
    <message>
        <source>Placeholders</source>
        <translation>可用的名称</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>{problem} Nothing is kept yet.</source>
        <translation>{problem}尚未保存。</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>已保存。</translation>
    </message>
</context>
<context>
    <name>ThresholdScale</name>
    <message>
        <source>The arrow keys move the threshold, Escape brings it back. What is stored does not change.</source>
        <translation>方向键移动阈值，Esc 恢复。已保存的内容不会改变。</translation>
    </message>
    <message>
        <source>{words}; it was {stored} when the verdict was made</source>
        <translation>{words}；作出结论时为 {stored}</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Put this message away</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>当前环境</translation>
    </message>
    <message>
        <source>This is the sandbox: a RealMe of the program&apos;s own. Nothing in it is real and nothing is charged. Here ({keys}) you change to integration and production later; “step by step” takes you through credentials and a connection test.</source>
        <translation>这里是沙箱：程序自带的模拟 RealMe，没有真实的人，也不计费。以后从这里（{keys}）切换到联调和生产；“逐步切换”会引导您填写凭据、测试连接。</translation>
    </message>
    <message>
        <source>The services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Type a name, pinyin initials or a number ({keys}). {favourite} puts a service on top; {palette} finds services, persons, settings and actions alike.</source>
        <translation>输入名称、拼音首字母或编号查找（{keys}）。{favourite} 将服务置于最上方；{palette} 可查找服务、人员、设置和操作。</translation>
    </message>
    <message>
        <source>The form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Enter goes on, Esc goes back, {submit} submits. {next} takes the next person and keeps the settings. What you fill in for one check fills the next form, too.</source>
        <translation>回车到下一栏，Esc 回上一栏，{submit} 提交。{next} 换下一位并保留设置。同一人的信息只需填写一次，其他表单会自动填入。</translation>
    </message>
    <message>
        <source>The result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>First the verdict, apart from it whether the call worked, and at the bottom what to do now. A call that failed says nothing about the person.</source>
        <translation>最上方是核验结论，另有一行说明调用是否成功，最下方是接下来可以做什么。调用失败不代表对人的任何结论。</translation>
    </message>
    <message>
        <source>Pending and history</source>
        <translation>待处理与历史</translation>
    </message>
    <message>
        <source>Results that take longer are waited for here and asked for by themselves. Every order stays in the history ({history}). All keys: {help}.</source>
        <translation>稍后才有的结果在这里等待，程序会自动查询。每笔订单都留在历史中（{history}）。全部快捷键：{help}。</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} / {count}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>TroubleLine</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>UnconfirmedMark</name>
    <message>
        <source>Recognised, unconfirmed</source>
        <translation>识别所得，未确认</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Confirm {field}</source>
        <translation>确认{field}</translation>
    </message>
    <message>
        <source>It agrees with the picture (Enter in the field)</source>
        <translation>与图片相符（在该栏按回车）</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source>d</source>
        <translation>天</translation>
    </message>
    <message>
        <source>h</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>UseMenu</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{number} {service}:  {fields}</source>
        <translation>{number} {service}：{fields}</translation>
    </message>
</context>
<context>
    <name>Withdrawal</name>
    <message>
        <source>The order is being sent and can&apos;t be taken back. Its result follows.</source>
        <translation>订单正在发送，无法撤回，结果随后显示。</translation>
    </message>
    <message>
        <source>Taken back. Nothing was sent, so nothing is charged.</source>
        <translation>已撤回。没有发送，不会计费。</translation>
    </message>
</context>
<context>
    <name>WorkDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopped. Nothing was left behind.</source>
        <translation>已停止，没有留下任何文件。</translation>
    </message>
    <message>
        <source>There is such a file already. Nothing was written; press again to replace it.</source>
        <translation>已有同名文件。尚未写入任何内容；再按一次将替换它。</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>显示输入内容</translation>
    </message>
</context>
<context>
    <name>_Block</name>
    <message>
        <source>Lines: {count}</source>
        <translation>共 {count} 条</translation>
    </message>
    <message>
        <source>Holds personal data: show it in full to read it.</source>
        <translation>内含个人信息，按眼睛图标显示。</translation>
    </message>
    <message>
        <source>The list is empty.</source>
        <translation>列表为空。</translation>
    </message>
    <message>
        <source>{count} more rows are only in the raw reply.</source>
        <translation>另有 {count} 行，只在原始报文中。</translation>
    </message>
</context>
<context>
    <name>_Candidates</name>
    <message>
        <source>No similar people in this group.</source>
        <translation>该组中没有相似的人。</translation>
    </message>
    <message>
        <source>The list is empty, which proves nothing here: see the verdict above.</source>
        <translation>返回的列表是空的，但不能说明没有记录，请以上面的结果为准。</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>No score</source>
        <translation>没有分值</translation>
    </message>
    <message>
        <source>Score {score}</source>
        <translation>分值 {score}</translation>
    </message>
    <message>
        <source>reaches the threshold {limit}</source>
        <translation>达到阈值 {limit}</translation>
    </message>
    <message>
        <source>below the threshold {limit}</source>
        <translation>低于阈值 {limit}</translation>
    </message>
</context>
<context>
    <name>_Collected</name>
    <message>
        <source>Reading the records…</source>
        <translation>正在整理记录…</translation>
    </message>
    <message>
        <source>RealMe sent no result with this answer.</source>
        <translation>RealMe 的应答中没有操作结果。</translation>
    </message>
    <message>
        <source>Channels: {count}</source>
        <translation>通道 {count} 条</translation>
    </message>
    <message>
        <source>The result as a tree</source>
        <translation>结果（树形）</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>waits for input</source>
        <translation>等待输入</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} s, until {time}</source>
        <translation>{count} 秒，至 {time}</translation>
    </message>
    <message>
        <source>Time to answer</source>
        <translation>输入时限</translation>
    </message>
    <message>
        <source>Told with it</source>
        <translation>附带内容</translation>
    </message>
    <message>
        <source>Use in the next step…</source>
        <translation>用于下一步…</translation>
    </message>
    <message>
        <source>Puts TaskID and mobile number into the form that you choose. Nothing is sent yet.</source>
        <translation>把 TaskID 和手机号填入所选服务的表单，不会发送。</translation>
    </message>
    <message>
        <source>Result as text</source>
        <translation>结果文本</translation>
    </message>
    <message>
        <source>More values</source>
        <translation>其余内容</translation>
    </message>
    <message>
        <source>{title} ({count})</source>
        <translation>{title}（{count}）</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>{count} more rows are only in the raw reply.</source>
        <translation>另有 {count} 行只在原始报文中。</translation>
    </message>
    <message>
        <source>As a tree</source>
        <translation>树形</translation>
    </message>
</context>
<context>
    <name>_EntryCard</name>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Asked and matched</source>
        <translation>提交与匹配的内容</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>nothing of this kind</source>
        <translation>没有提交这一类内容</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>nothing named</source>
        <translation>未注明</translation>
    </message>
</context>
<context>
    <name>_Faces</name>
    <message>
        <source>An SDK packet: it is encrypted and can&apos;t be shown.</source>
        <translation>这是 SDK 数据包，已加密，无法显示。</translation>
    </message>
</context>
<context>
    <name>_Loaned</name>
    <message>
        <source>Reading the records…</source>
        <translation>正在整理记录…</translation>
    </message>
    <message>
        <source>No records: RealMe knows of none.</source>
        <translation>没有记录：RealMe 没有查到。</translation>
    </message>
    <message>
        <source>The list is empty, which proves nothing here: see the verdict above.</source>
        <translation>返回的列表是空的，但不能说明没有记录，请以上面的结果为准。</translation>
    </message>
    <message>
        <source>RealMe does not describe these records: names and values are as they came, amounts without a unit.</source>
        <translation>RealMe 没有说明这些记录的格式：名称和内容均为原样，金额单位未知。</translation>
    </message>
    <message>
        <source>Records along the days</source>
        <translation>记录的时间分布</translation>
    </message>
    <message>
        <source>Loans by date and state</source>
        <translation>借款的日期与状态</translation>
    </message>
    <message>
        <source>Point at a mark, or step through with ← and →; Enter goes to its row.</source>
        <translation>指向一个标记，或用 ← → 逐个查看；回车转到表中的一行。</translation>
    </message>
    <message>
        <source>Without a date: {count}.</source>
        <translation>没有日期的：{count} 条。</translation>
    </message>
    <message>
        <source>Records: {count}</source>
        <translation>记录 {count} 条</translation>
    </message>
    <message>
        <source>What came in place of records</source>
        <translation>应答中的内容（不是记录）</translation>
    </message>
</context>
<context>
    <name>_Matched</name>
    <message>
        <source>What was compared</source>
        <translation>比对的内容</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>没有提交</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>RealMe sent back another value than was asked. Look at the raw reply.</source>
        <translation>RealMe 返回的内容与提交的不同，请查看原始报文。</translation>
    </message>
    <message>
        <source>RealMe sent back</source>
        <translation>RealMe 返回</translation>
    </message>
</context>
<context>
    <name>_Recognised</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Not recognised: {names}</source>
        <translation>未识别出：{names}</translation>
    </message>
</context>
<context>
    <name>_Registered</name>
    <message>
        <source>Group {group}</source>
        <translation>组 {group}</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>已注册</translation>
    </message>
    <message>
        <source>not reported as registered</source>
        <translation>未报告注册成功</translation>
    </message>
</context>
<context>
    <name>_Scored</name>
    <message>
        <source>What came in place of a score: {text}</source>
        <translation>分值无法识别，返回的内容是：{text}</translation>
    </message>
    <message>
        <source>Score {score} on a scale from {low} to {high}</source>
        <translation>分值 {score}，刻度 {low} 至 {high}</translation>
    </message>
    <message>
        <source>? {about}: “{said}”, not one of the published answers</source>
        <translation>? {about}：“{said}”，不是公布的取值</translation>
    </message>
    <message>
        <source>● {about}: found</source>
        <translation>● {about}：能查到</translation>
    </message>
    <message>
        <source>○ {about}: not found</source>
        <translation>○ {about}：查不到</translation>
    </message>
    <message>
        <source>Risk findings</source>
        <translation>风险项</translation>
    </message>
    <message>
        <source>{count} more rows are only in the raw reply.</source>
        <translation>另有 {count} 行，只在原始报文中。</translation>
    </message>
    <message>
        <source>No risk findings came with the score.</source>
        <translation>应答中没有风险项。</translation>
    </message>
</context>
<context>
    <name>_Screened</name>
    <message>
        <source>Reading the records…</source>
        <translation>正在读取记录…</translation>
    </message>
    <message>
        <source>{count} more of these are in the table.</source>
        <translation>另有 {count} 条在下表中。</translation>
    </message>
    <message>
        <source>hit, entries: {count}</source>
        <translation>命中 {count} 条</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>需人工复核</translation>
    </message>
    <message>
        <source>no hit, entries: {count}</source>
        <translation>未命中，共 {count} 条</translation>
    </message>
    <message>
        <source>RealMe sent nothing for this list</source>
        <translation>RealMe 没有返回内容</translation>
    </message>
    <message>
        <source>no hit</source>
        <translation>未命中</translation>
    </message>
    <message>
        <source>meaning not published</source>
        <translation>含义未公布</translation>
    </message>
    <message>
        <source>priority {level}</source>
        <translation>优先级 {level}</translation>
    </message>
    <message>
        <source>entries that are only in the raw reply: {count}</source>
        <translation>另有 {count} 条只在原始报文中</translation>
    </message>
    <message>
        <source>Every entry: {count}</source>
        <translation>全部条目 {count} 条</translation>
    </message>
    <message>
        <source>As RealMe sent them, hits first</source>
        <translation>RealMe 返回的条目，命中的在前</translation>
    </message>
    <message>
        <source>Raw text ({key})</source>
        <translation>原始报文（{key}）</translation>
    </message>
    <message>
        <source>Show the reply exactly as RealMe sent it.</source>
        <translation>查看 RealMe 应答的原文。</translation>
    </message>
</context>
</TS>
