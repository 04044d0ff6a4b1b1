"""What a carrier knows of a number, invented: channels, report, bills. The same number has the same life."""

from __future__ import annotations

from typing import Any

from .inquiry import Derived

__all__ = ["bill", "channels", "report"]

_CARRIERS = {
    "3": ("CHINA_MOBILE", "中国移动"),
    "5": ("CHINA_UNICOM", "中国联通"),
    "8": ("CHINA_MOBILE", "中国移动"),
    "7": ("CHINA_TELECOM", "中国电信"),
    "9": ("CHINA_TELECOM", "中国电信"),
}
_PLACES = ("北京", "上海", "广州", "杭州", "成都")
_MONTHS = 6


def _carrier(mobile: str) -> tuple[str, str]:
    return _CARRIERS.get(mobile[1:2], ("CHINA_UNICOM", "中国联通"))


def _months(order_date: str) -> list[str]:
    """The months before the order's, latest first, as YYYY-MM."""
    first = int(order_date[:4]) * 12 + int(order_date[4:6]) - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first - 1, first - 1 - _MONTHS, -1)]


def _other(life: Derived, at: int) -> str:
    return f"1380000{life.digits(f'other {at}', 4)}"


def channels(mobile: str) -> dict[str, Any]:
    carrier, name = _carrier(mobile)
    return {
        "mobile": mobile,
        "carrier": carrier,
        "carrier_name": name,
        "province": Derived(mobile).pick("place", _PLACES),
        "status": 0,
        "channels": [
            {
                "channel": "10086" if carrier == "CHINA_MOBILE" else "WEB",
                "channel_name": "网上营业厅",
                "real_name_required": False,
                "reset_pwd_sms": True,
                "login_sms_required": True,
            }
        ],
    }


def _moment(life: Derived, month: str, at: int) -> str:
    day, hour = life.number(f"{month} day {at}", 1, 28), life.number(f"{month} hour {at}", 8, 22)
    return f"{month}-{day:02} {hour:02}:{life.number(f'{month} minute {at}', 0, 59):02}:00"


def _calls(life: Derived, month: str) -> list[dict[str, Any]]:
    return [
        {
            "time": _moment(life, month, at),
            "peer_number": _other(life, at % 4),
            "location": life.pick(f"{month} at {at}", _PLACES),
            "dial_type": life.pick(f"{month} dial {at}", ("DIAL", "DIALED")),
            "duration": life.number(f"{month} long {at}", 8, 900),
            "fee": 0,
        }
        for at in range(life.number(f"{month} calls", 3, 6))
    ]


def _texts(life: Derived, month: str) -> list[dict[str, Any]]:
    return [
        {
            "time": _moment(life, month, 20 + at),
            "peer_number": _other(life, at % 4),
            "location": life.pick(f"{month} text at {at}", _PLACES),
            "send_type": life.pick(f"{month} text {at}", ("SEND", "RECEIVE")),
            "msg_type": "SMS",
            "fee": 10,
        }
        for at in range(life.number(f"{month} texts", 1, 4))
    ]


def bill(mobile: str, order_date: str) -> dict[str, Any]:
    """124's raw data. Money in 分."""
    life = Derived(mobile)
    carrier, name = _carrier(mobile)
    months = _months(order_date)
    calls = {month: _calls(life, month) for month in months}
    return {
        "mobile": mobile,
        "name": "样*明",
        "idcard": "1100**********001X",
        "carrier": carrier,
        "carrier_name": name,
        "province": life.pick("place", _PLACES),
        "open_time": f"20{life.number('since', 10, 20)}-04-01",
        "available_balance": life.number("balance", 300, 30000),
        "bills": [
            {
                "bill_month": month,
                "base_fee": 5800,
                "voice_fee": (extra := life.number(f"{month} extra", 0, 4000)),
                "total_fee": 5800 + extra,
                "actual_fee": 5800 + extra,
                "paid_fee": 5800 + extra,
                "unpaid_fee": 0,
            }
            for month in months
        ],
        "calls": [
            {"bill_month": month, "total_size": len(items), "items": items} for month, items in calls.items()
        ],
        "smses": [
            {"bill_month": month, "total_size": len(items), "items": items}
            for month, items in ((month, _texts(life, month)) for month in months)
        ],
        "nets": [{"bill_month": month, "total_size": 0, "items": []} for month in months],
        "recharges": [{"recharge_time": f"{months[0]}-05 10:12:00", "amount": 10000, "type": "网上充值"}],
        "packages": [
            {"bill_start_date": f"{months[0]}-01", "items": [{"item": "语音", "total": "300", "used": "82"}]}
        ],
        "families": [
            {
                "family_num": life.digits("family", 6),
                "items": [
                    {
                        "long_number": _other(life, 9),
                        "short_number": "661",
                        "member_type": "成员",
                        "join_date": f"{months[-1]}-01",
                    }
                ],
            }
        ],
    }


def report(mobile: str, order_date: str) -> dict[str, Any]:
    """123's report."""
    life = Derived(mobile)
    raw = bill(mobile, order_date)
    contacts = [
        {
            "peer_num": _other(life, at),
            "city": life.pick(f"city {at}", _PLACES),
            "call_cnt_6m": life.number(f"count {at}", 2, 90),
            "call_time_6m": life.number(f"time {at}", 60, 20000),
        }
        for at in range(4)
    ]
    return {
        "user_basic": {"mobile": mobile, "name": raw["name"], "id_card": raw["idcard"]},
        "cell_phone": {
            "mobile": mobile,
            "carrier_name": raw["carrier_name"],
            "reg_time": raw["open_time"],
            "in_time": life.number("months", 12, 120),
        },
        "basic_check_items": [
            {"check_item": "idcard_check", "result": "是", "comment": "身份证有效性"},
            {"check_item": "is_name_and_idcard_in_court_black", "result": "否", "comment": "法院黑名单"},
            {
                "check_item": "mobile_silence_6m",
                "result": f"{life.number('silent', 0, 20)}天",
                "comment": "近6月静默天数",
            },
        ],
        "behavior_check": [
            {
                "check_point_cn": "夜间活动情况",
                "result": "正常",
                "evidence": f"近6月夜间通话{life.number('night', 0, 9)}次",
                "score": 1,
            },
            {"check_point_cn": "与贷款类号码联系情况", "result": "没有联系", "evidence": "无", "score": 1},
        ],
        "friend_circle": {
            "summary": [
                {"key": "friend_num_6m", "value": str(life.number("friends", 8, 120))},
                {"key": "good_friend_num_6m", "value": str(life.number("good friends", 0, 7))},
            ],
            "location_top_list": [
                {
                    "location": place,
                    "call_cnt": life.number(f"calls to {place}", 1, 60),
                    "call_time": life.number(f"seconds to {place}", 30, 9000),
                }
                for place in _PLACES[:3]
            ],
        },
        "cell_behavior": [{"phone_num": mobile, "behavior": raw["bills"]}],
        "call_contact_detail": contacts,
        "contact_region": [
            {
                "region_loc": place,
                "region_uniq_num_cnt": life.number(f"numbers in {place}", 1, 20),
                "region_call_cnt": life.number(f"region {place}", 1, 80),
            }
            for place in _PLACES[:3]
        ],
        "call_risk_analysis": [{"analysis_item": "call_110", "analysis_desc": "与110通话", "call_cnt_6m": 0}],
        "consumption_detail": [
            {"item": "近6月平均话费（分）", "value": sum(row["total_fee"] for row in raw["bills"]) // _MONTHS}
        ],
    }
