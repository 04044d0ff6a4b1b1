"""What the settings window holds beside the declared settings, for the search: its place and its name."""

from __future__ import annotations

from typing import NamedTuple

from realme_desktop.catalog.text import Text

__all__ = ["PLACES", "Place"]


class Place(NamedTuple):
    """`name` is the objectName of the widget to be brought up; `further` words are searched, too."""

    name: str
    words: Text
    further: str = ""


PLACES: tuple[Place, ...] = (
    Place(
        "credentials.app_token",
        Text("凭据：app_token、app_key", "Credentials: app_token, app_key"),
        "密钥 账号 90102 90103 key account pair",
    ),
    Place("credentials.test", Text("测试连接", "Test the connection"), "90102 90103 连通 check network"),
    Place("environment.base", Text("环境的地址", "Address of an environment"), "网址 url server base"),
    Place("environment.proxy", Text("代理", "Proxy"), "网络 上网 network socks http"),
    Place("environment.ca_file", Text("CA 文件（证书）", "CA file (certificates)"), "安全连接 tls ssl https"),
    Place(
        "environment.signing.url_encoding",
        Text("签名设置", "Signature settings"),
        "90102 编码 encoding hex md5",
    ),
    Place("environment.timeouts.connect", Text("超时", "Timeouts"), "等待 秒 seconds wait"),
    Place("environment.default_threshold", Text("分值阈值", "Threshold for scores"), "相似度 分数 score"),
    Place("environment.notify_url", Text("通知地址", "Notification address"), "mer_bg_url 回调 callback"),
    Place("passphrase.change", Text("口令", "Passphrase"), "密码 锁定 解锁 password lock"),
    Place("texts.template", Text("复制的文本：模板", "Copied text: templates"), "业务系统 placeholder"),
    Place("records.backup", Text("备份", "Backup"), "导出 保存 save copy"),
    Place("records.restore", Text("从备份恢复", "Restore from a backup"), "还原"),
    Place("records.key", Text("更换数据密钥", "Change the data key"), "加密 encryption"),
    Place("records.check", Text("检查文件", "Check the file"), "损坏 damaged"),
    Place(
        "retention.preview",
        Text("现在会清除什么", "What would be erased now"),
        "保留期限 删除 retention delete",
    ),
    Place("audit.verify", Text("审计日志：校验", "Audit log: verify"), "篡改 tamper head 链头"),
)
