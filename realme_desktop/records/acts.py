"""What the audit log tells of, in words. Light: the window imports it."""

from __future__ import annotations

from enum import Enum

from realme_desktop.catalog.text import Text

__all__ = ["Act"]


class Act(Enum):
    """The value is what is kept; never change one that was released."""

    LOG_BEGUN = "log_begun"
    ORDER_MADE = "order_made"
    ORDER_CHANGED = "order_changed"
    REVEALED = "revealed"
    COPIED = "copied"
    EXPORTED = "exported"
    PRINTED = "printed"
    SETTING_CHANGED = "setting_changed"
    ENVIRONMENT_CHANGED = "environment_changed"
    CREDENTIALS_CHANGED = "credentials_changed"
    NOTE_CHANGED = "note_changed"
    TAGS_CHANGED = "tags_changed"
    HOLD_CHANGED = "hold_changed"
    DELETED = "deleted"
    PURGED = "purged"
    BACKUP_MADE = "backup_made"
    RESTORED = "restored"
    RESCUED = "rescued"
    MIGRATED = "migrated"
    KEY_CHANGED = "key_changed"
    HEAD_EXPORTED = "head_exported"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    LOCKED = "locked"
    PASSPHRASE_CHANGED = "passphrase_changed"

    @property
    def words(self) -> Text:
        return _WORDS[self]


_WORDS = {
    Act.LOG_BEGUN: Text("审计日志开始", "Audit log begun"),
    Act.ORDER_MADE: Text("新建订单", "Order made"),
    Act.ORDER_CHANGED: Text("订单变更", "Order changed"),
    Act.REVEALED: Text("显示敏感内容", "Sensitive value shown"),
    Act.COPIED: Text("复制敏感内容", "Sensitive value copied"),
    Act.EXPORTED: Text("导出", "Exported"),
    Act.PRINTED: Text("打印", "Printed"),
    Act.SETTING_CHANGED: Text("更改设置", "Setting changed"),
    Act.ENVIRONMENT_CHANGED: Text("更改环境", "Environment changed"),
    Act.CREDENTIALS_CHANGED: Text("更改凭据", "Credentials changed"),
    Act.NOTE_CHANGED: Text("更改备注", "Note changed"),
    Act.TAGS_CHANGED: Text("更改标签", "Tags changed"),
    Act.HOLD_CHANGED: Text("更改法定保留", "Legal hold changed"),
    Act.DELETED: Text("删除订单", "Order deleted"),
    Act.PURGED: Text("按期清除", "Removed by retention"),
    Act.BACKUP_MADE: Text("备份", "Backup made"),
    Act.RESTORED: Text("从备份恢复", "Restored from a backup"),
    Act.RESCUED: Text("从损坏的文件抢救", "Rescued from a damaged file"),
    Act.MIGRATED: Text("升级记录格式", "Format of the records upgraded"),
    Act.KEY_CHANGED: Text("更换数据密钥", "Data key changed"),
    Act.HEAD_EXPORTED: Text("导出审计日志链头", "Head of the audit log exported"),
    Act.UNLOCKED: Text("解锁", "Unlocked"),
    Act.UNLOCK_FAILED: Text("解锁失败", "Failed to unlock"),
    Act.LOCKED: Text("锁定", "Locked"),
    Act.PASSPHRASE_CHANGED: Text("更改口令", "Passphrase changed"),
}
