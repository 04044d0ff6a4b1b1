"""What the codes inside an answer mean. A code that is not here is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from realme_desktop.catalog.text import Text

__all__ = [
    "AML_KIND",
    "BORROW_STATE",
    "BORROW_TYPE",
    "FILE_SOURCE",
    "FILE_TYPE",
    "FOUND",
    "MOXIE_LABELS",
    "MOXIE_PHASE_STATUS",
    "REPAY_STATE",
    "RISK_CODE",
    "RISK_LEVEL",
    "arrears",
    "borrow_amount",
    "borrow_band",
    "shanghai_date",
]

FILE_TYPE: Mapping[str, Text] = {
    "00": Text("人像照片", "Face"),
    "01": Text("身份证正面照", "ID card, front"),
    "02": Text("身份证反面照", "ID card, back"),
}
FILE_SOURCE: Mapping[str, Text] = {
    "IFS": Text("汇付内部文件地址（不对外开放）", "internal to 汇付, not available"),
    "JVS": Text("聚合鉴权文件地址", "RealMe's file service"),
}
FOUND: Mapping[str, Text] = {
    "1": Text("能查到", "found"),
    "-1": Text("查不到", "not found"),
}
AML_KIND: Mapping[str, Text] = {"008": Text("姓名", "name")}  # all that the reference's sample shows

BORROW_TYPE: Mapping[str, Text] = {
    "0": Text("未知", "unknown"),
    "1": Text("个人信贷", "personal credit"),
    "2": Text("个人抵押", "personal mortgage"),
    "3": Text("企业信贷", "company credit"),
    "4": Text("企业抵押", "company mortgage"),
}
BORROW_STATE: Mapping[str, Text] = {
    "0": Text("未知", "unknown"),
    "1": Text("拒贷", "refused"),
    "2": Text("批贷已放款", "granted and paid out"),
    "3": Text("待放款", "to be paid out"),
    "4": Text("借款人放弃申请", "withdrawn by the borrower"),
    "5": Text("审核中", "under review"),
    "6": Text("待放款", "to be paid out"),  # means the same as 3
}
REPAY_STATE: Mapping[str, Text] = {
    "0": Text("未知", "unknown"),
    "1": Text("正常", "regular"),
    "2": Text("M1", "M1"),
    "3": Text("M2", "M2"),
    "4": Text("M3", "M3"),
    "5": Text("M4", "M4"),
    "6": Text("M5", "M5"),
    "7": Text("M6", "M6"),
    "8": Text("M6+", "M6+"),
    "9": Text("已还清", "paid off"),
}

RISK_CODE: Mapping[str, Text] = {
    "1": Text("疑似信贷中介", "suspected credit broker"),
    "2": Text("不法分子", "lawbreaker"),
    "3": Text("虚假资料", "false documents"),
    "4": Text("羊毛党", "bonus hunter"),
    "6": Text("恶意欺诈", "malicious fraud"),
    "301": Text("恶意环境", "malicious environment"),
    "503": Text("其他异常行为", "other abnormal behaviour"),
    "1101": Text("资料伪造包装", "forged or dressed-up documents"),
    "1103": Text("资料仿冒", "impersonation"),
    "1104": Text("营销欺诈", "marketing fraud"),
    "1107": Text("金融黑产", "organised financial crime"),
    "1108": Text("猫池", "SIM farm"),
    "1201": Text("风险设备环境", "risky device environment"),
}
RISK_LEVEL: Mapping[str, Text] = {
    "1": Text("低", "low"),
    "2": Text("中", "medium"),
    "3": Text("高", "high"),
}

MOXIE_PHASE_STATUS: Mapping[str, Text] = {
    "DOING": Text("进行中", "in progress"),
    "WAIT_CODE": Text("等待输入验证码", "waiting for a code"),
    "DONE_SUCC": Text("成功", "done"),
    "DONE_FAIL": Text("失败", "failed"),
    "DONE_TIMEOUT": Text("超时", "timed out"),
}
MOXIE_LABELS: Mapping[str, Text] = {
    "task_id": Text("TaskID", "TaskID"),
    "phase": Text("阶段", "Phase"),
    "phase_type": Text("阶段类型", "Kind of phase"),
    "phase_status": Text("阶段状态", "State of phase"),
    "description": Text("说明", "Description"),
    "finished": Text("已结束", "Finished"),
    "can_leave": Text("可离开", "Customer may leave"),
    "error_code": Text("错误码", "Error code"),
    "input": Text("需要输入", "Input wanted"),
    "input.type": Text("需要输入：类型", "Input wanted: kind"),
    "input.wait_seconds": Text("需要输入：等待秒数", "Input wanted: seconds left"),
    "input.value": Text("需要输入：内容", "Input wanted: content"),
    "carrier": Text("运营商代码", "Carrier code"),
    "carrier_name": Text("运营商", "Carrier"),
    "province": Text("省份", "Province"),
    "status": Text("状态", "State"),
    "channel": Text("通道", "Channel"),
    "channel_name": Text("通道名称", "Name of channel"),
    "real_name_required": Text("需要实名信息", "Needs name and ID number"),
    "reset_pwd_sms": Text("重置密码短信", "SMS to reset the password"),
    "login_sms_required": Text("登录需短信", "SMS to log in"),
}

_SMALL: Mapping[int, tuple[str, str]] = {
    -7: ("0", "0.1"),
    -6: ("0.1", "0.2"),
    -5: ("0.2", "0.3"),
    -4: ("0.3", "0.4"),
    -3: ("0.4", "0.6"),
    -2: ("0.6", "0.8"),
    -1: ("0.8", "1"),
    1: ("1", "2"),
}
# Asia/Shanghai as a fixed offset: there is no summer time since 1991, and Windows has no time zone database.
_SHANGHAI = timezone(timedelta(hours=8))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def borrow_band(code: str) -> tuple[Decimal, Decimal] | None:
    """The ends of a contract amount in 万元, the upper one excluded; None for unknown and for no code."""
    number = _integer(code)
    if number is None or number < -7 or number == 0:
        return None
    low, high = _SMALL.get(number, (str(2 * (number - 1)), str(2 * number)))
    return Decimal(low), Decimal(high)


def borrow_amount(code: str) -> Text | None:
    """The band of a contract amount; None for a code that is none."""
    if _integer(code) == 0:
        return Text("未知", "unknown")
    band = borrow_band(code)
    if band is None:
        return None
    low, high = band
    return Text(f"[{low}, {high}) 万元", f"{low * 10000:,.0f} to {high * 10000:,.0f} CNY")


def arrears(code: str) -> Text | None:
    """`arrearsAmount` / 100000 in yuan; None if it is no number."""
    try:
        amount = Decimal(code.strip()) / 100000
        if not amount.is_finite() or abs(amount) > Decimal(10) ** 15:
            return None
        text = f"{amount:,.2f}" if amount == round(amount, 2) else f"{amount.normalize():,f}"
    except (InvalidOperation, ValueError):
        return None
    return Text(f"{text} 元", f"{text} CNY")


def shanghai_date(milliseconds: str) -> str | None:
    """The day in Asia/Shanghai of a time in milliseconds since 1970, as YYYY-MM-DD; None if it is none."""
    number = _integer(milliseconds)
    if number is None:
        return None
    try:
        moment = (_EPOCH + timedelta(milliseconds=number)).astimezone(_SHANGHAI)
    except OverflowError:
        return None
    return f"{moment:%Y-%m-%d}" if moment.year >= 1000 else None


def _integer(text: str) -> int | None:
    stripped = text.strip()
    digits = stripped.removeprefix("-")
    return int(stripped) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None
