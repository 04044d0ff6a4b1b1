"""What the keys of 魔蝎's answers mean, and who may read their values. A key that is not here keeps its name,
and its values are masked like everything that nobody described."""

from __future__ import annotations

from collections.abc import Mapping

from realme_desktop.catalog.model import Role, Sensitivity
from realme_desktop.catalog.text import Text

from .shapes import OPEN, UNKNOWN, Mask

__all__ = ["MONEY", "SECTIONS", "label_of", "mask_of", "value_of"]

_NAME: Mask = (Sensitivity.PERSONAL, Role.FULL_NAME)
_ID: Mask = (Sensitivity.IDENTIFIER, Role.ID_NUMBER)
_MOBILE: Mask = (Sensitivity.IDENTIFIER, Role.MOBILE)

# Amounts in 分 by the reference: the balance, and every fee of a bill.
MONEY = frozenset(
    {
        "available_balance",
        "base_fee",
        "extra_service_fee",
        "voice_fee",
        "sms_fee",
        "web_fee",
        "extra_fee",
        "discount",
        "extra_discount",
        "total_fee",
        "actual_fee",
        "paid_fee",
        "unpaid_fee",
    }
)

SECTIONS: Mapping[str, Text] = {
    "bills": Text("账单", "Bills"),
    "calls": Text("通话", "Calls"),
    "smses": Text("短信", "Text messages"),
    "nets": Text("流量", "Mobile data"),
    "recharges": Text("充值", "Top-ups"),
    "packages": Text("套餐", "Packages"),
    "families": Text("亲情号", "Family numbers"),
    "user_basic": Text("用户基本信息", "Customer"),
    "cell_phone": Text("手机号信息", "Mobile number"),
    "basic_check_items": Text("基础检查", "Basic checks"),
    "behavior_check": Text("行为检测", "Behaviour checks"),
    "friend_circle": Text("朋友圈", "Circle of contacts"),
    "cell_behavior": Text("通信行为", "Use of the number"),
    "call_contact_detail": Text("联系人明细", "Contacts in detail"),
    "contact_region": Text("联系人所在地区", "Regions of contacts"),
    "call_risk_analysis": Text("通话风险分析", "Risk of calls"),
    "consumption_detail": Text("消费明细", "Spending"),
    "summary": Text("汇总", "Summary"),
    "behavior": Text("按月行为", "By month"),
    "items": Text("明细", "Items"),
    "location_top_list": Text("所在地排名", "Top places"),
    "peer_num_top_list": Text("联系人排名", "Top contacts"),
}

_LABELS: Mapping[str, tuple[Text, Mask]] = {
    "task_id": (Text("TaskID", "TaskID"), OPEN),
    "mobile": (Text("手机号", "Mobile number"), _MOBILE),
    "phone_num": (Text("手机号", "Mobile number"), _MOBILE),
    "name": (Text("姓名", "Name"), _NAME),
    "idcard": (Text("身份证号", "ID number"), _ID),
    "id_card": (Text("身份证号", "ID number"), _ID),
    "age": (Text("年龄", "Age"), UNKNOWN),
    "gender": (Text("性别", "Sex"), UNKNOWN),
    "carrier": (Text("运营商代码", "Carrier code"), OPEN),
    "carrier_name": (Text("运营商", "Carrier"), OPEN),
    "province": (Text("省份", "Province"), OPEN),
    "city": (Text("城市", "City"), OPEN),
    "open_time": (Text("入网时间", "Customer since"), OPEN),
    "reg_time": (Text("入网时间", "Customer since"), OPEN),
    "in_time": (Text("在网月数", "Months as a customer"), OPEN),
    "level": (Text("星级", "Level"), OPEN),
    "package_name": (Text("套餐名称", "Package"), OPEN),
    "available_balance": (Text("可用余额", "Balance"), OPEN),
    "state": (Text("状态", "State"), OPEN),
    "status": (Text("状态", "State"), OPEN),
    "last_modify_time": (Text("更新时间", "Updated"), OPEN),
    "bill_month": (Text("账单月份", "Month"), OPEN),
    "month": (Text("月份", "Month"), OPEN),
    "bill_start_date": (Text("开始日期", "From"), OPEN),
    "bill_end_date": (Text("结束日期", "To"), OPEN),
    "base_fee": (Text("套餐费", "Package fee"), OPEN),
    "extra_service_fee": (Text("增值业务费", "Extra services"), OPEN),
    "voice_fee": (Text("语音费", "Voice"), OPEN),
    "sms_fee": (Text("短信费", "Text messages"), OPEN),
    "web_fee": (Text("上网费", "Data"), OPEN),
    "extra_fee": (Text("其他费用", "Other fees"), OPEN),
    "discount": (Text("优惠", "Discount"), OPEN),
    "extra_discount": (Text("其他优惠", "Other discount"), OPEN),
    "total_fee": (Text("总费用", "Total"), OPEN),
    "actual_fee": (Text("实际费用", "Charged"), OPEN),
    "paid_fee": (Text("已付", "Paid"), OPEN),
    "unpaid_fee": (Text("未付", "Unpaid"), OPEN),
    "point": (Text("积分", "Points"), OPEN),
    "total_size": (Text("条数", "Count"), OPEN),
    "time": (Text("时间", "Time"), OPEN),
    "peer_number": (Text("对方号码", "Other number"), _MOBILE),
    "peer_num": (Text("对方号码", "Other number"), _MOBILE),
    "location": (Text("通话地", "Place"), OPEN),
    "location_type": (Text("通话类型", "Kind of call"), OPEN),
    "dial_type": (Text("呼叫方向", "Direction"), OPEN),
    "send_type": (Text("收发", "Direction"), OPEN),
    "msg_type": (Text("信息类型", "Kind"), OPEN),
    "service_name": (Text("业务名称", "Service"), OPEN),
    "duration": (Text("时长（秒）", "Seconds"), OPEN),
    "subflow": (Text("流量（KB）", "KB"), OPEN),
    "net_type": (Text("网络类型", "Network"), OPEN),
    "fee": (Text("费用", "Fee"), OPEN),
    "recharge_time": (Text("充值时间", "Time"), OPEN),
    "amount": (Text("金额", "Amount"), OPEN),
    "type": (Text("方式", "Kind"), OPEN),
    "item": (Text("项目", "Item"), OPEN),
    "total": (Text("总量", "Total"), OPEN),
    "used": (Text("已用", "Used"), OPEN),
    "unit": (Text("单位", "Unit"), OPEN),
    "family_num": (Text("亲情网编号", "Family group"), OPEN),
    "long_number": (Text("长号", "Number"), _MOBILE),
    "short_number": (Text("短号", "Short number"), OPEN),
    "member_type": (Text("成员类型", "Kind of member"), OPEN),
    "join_date": (Text("加入日期", "Joined"), OPEN),
    "expire_date": (Text("失效日期", "Ends"), OPEN),
    "check_item": (Text("检查项", "Check"), OPEN),
    "check_point": (Text("检查点", "Check"), OPEN),
    "check_point_cn": (Text("检查点", "Check"), OPEN),
    "result": (Text("结果", "Result"), OPEN),
    "comment": (Text("说明", "Remark"), OPEN),
    "evidence": (Text("依据", "Evidence"), OPEN),
    "score": (Text("标记", "Mark"), OPEN),
    "key": (Text("项目", "Item"), OPEN),
    "value": (Text("值", "Value"), OPEN),
    "region_loc": (Text("地区", "Region"), OPEN),
    "region_uniq_num_cnt": (Text("号码数", "Numbers"), OPEN),
    "region_call_cnt": (Text("通话次数", "Calls"), OPEN),
    "region_call_time": (Text("通话时长（秒）", "Seconds"), OPEN),
    "call_cnt": (Text("通话次数", "Calls"), OPEN),
    "call_time": (Text("通话时长（秒）", "Seconds"), OPEN),
    "call_cnt_6m": (Text("近 6 月通话次数", "Calls in 6 months"), OPEN),
    "call_time_6m": (Text("近 6 月通话时长（秒）", "Seconds in 6 months"), OPEN),
    "analysis_item": (Text("分析项", "Item"), OPEN),
    "analysis_desc": (Text("说明", "Description"), OPEN),
    "app_point": (Text("分析点", "Point"), OPEN),
    "app_point_zh": (Text("分析点", "Point"), OPEN),
    "sms_cnt": (Text("短信条数", "Text messages"), OPEN),
    "net_flow": (Text("流量", "Mobile data"), OPEN),
    "cell_mth": (Text("月份", "Month"), OPEN),
    "cell_phone_num": (Text("手机号", "Mobile number"), _MOBILE),
    "cell_operator": (Text("运营商代码", "Carrier code"), OPEN),
    "cell_operator_zh": (Text("运营商", "Carrier"), OPEN),
    "cell_loc": (Text("归属地", "Home region"), OPEN),
    "channel": (Text("通道", "Channel"), OPEN),
    "channel_name": (Text("通道名称", "Name of channel"), OPEN),
    "real_name_required": (Text("需要实名信息", "Needs name and ID number"), OPEN),
    "reset_pwd_sms": (Text("重置密码短信", "SMS to reset the password"), OPEN),
    "login_sms_required": (Text("登录需短信", "SMS to log in"), OPEN),
    "error_code": (Text("错误码", "Error code"), OPEN),
    "description": (Text("说明", "Description"), OPEN),
    "phase": (Text("阶段", "Phase"), OPEN),
    "phase_type": (Text("阶段类型", "Kind of phase"), OPEN),
    "phase_status": (Text("阶段状态", "State of phase"), OPEN),
    "finished": (Text("已结束", "Finished"), OPEN),
    "can_leave": (Text("可离开", "Customer may leave"), OPEN),
}


def label_of(key: str) -> Text:
    known = SECTIONS.get(key)
    if known is not None:
        return known
    found = _LABELS.get(key)
    return found[0] if found is not None else Text(key, key)


# What carriers' records call the two directions; every other value stays as it came.
_VALUES: Mapping[tuple[str, str], Text] = {
    ("dial_type", "DIAL"): Text("主叫", "outgoing"),
    ("dial_type", "DIALED"): Text("被叫", "incoming"),
    ("send_type", "SEND"): Text("发送", "sent"),
    ("send_type", "RECEIVE"): Text("接收", "received"),
}


def value_of(key: str, value: object) -> Text | None:
    """The meaning of a code; None for what is none."""
    return _VALUES.get((key, value.strip().upper())) if isinstance(value, str) else None


def mask_of(key: str) -> Mask:
    """How values under this key are hidden; personal where nobody described it."""
    found = _LABELS.get(key)
    return found[1] if found is not None else UNKNOWN
