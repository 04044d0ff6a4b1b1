"""人脸: faces against the public security records, against each other, and one against many."""

from __future__ import annotations

from typing import Literal

from realme_desktop.catalog.model import (
    Arrival,
    Choice,
    Decoder,
    Field,
    ResultField,
    Role,
    Rule,
    RuleKind,
    Sensitivity,
    Service,
    Variant,
    VerdictBasis,
)
from realme_desktop.catalog.services import common
from realme_desktop.catalog.text import Text

__all__ = ["SERVICES"]

_SCREENSHOT = Text("视频截图", "Face picture")
_FACE_HELP = Text(
    "正面、无遮挡、光线均匀的单人照片。", "One person, facing the camera, unobstructed, evenly lit."
)

STATIC_FACE_CHECK = Service(
    number=100,
    segment="staticfacecheck",
    path="/v4/trade/staticfacecheck",
    group="face",
    title=Text("人脸公安实名认证", "Face check against public security records"),
    summary=Text(
        "通过采集人脸图片、姓名和身份证号信息，与公安系统进行数据一致性比对，完成身份验证。验证结果稍后返回。",
        "Compares face, name and ID number with the public security records. The result comes later.",
    ),
    initials="rlgasmrz",
    arrival=Arrival.ASYNC,
    fields=(
        common.full_name(),
        common.id_number(),
        common.picture("video_pic", Role.FACE_PICTURE, _SCREENSHOT, "face", help=_FACE_HELP),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(required=True, stage="result"),
        common.resp_info(required=True, stage="result"),
    ),
    scored=True,
    keywords=("刷脸", "公安", "人证", "portrait"),
)

DYNAMIC_FACE_CHECK = Service(
    number=101,
    segment="dynamicfacecheck",
    path="/v4/trade/dynamicfacecheck",
    group="face",
    title=Text("活体检测", "Liveness check"),
    summary=Text(
        "用户根据一系列指令完成相关表情动作，从而确保该用户为活体，而非照片或事先录制的视频。验证结果稍后返回。",
        "Makes sure that a living person followed instructions before the camera, not a photo or a recorded "
        "video. The result comes later.",
    ),
    initials="htjc",
    arrival=Arrival.ASYNC,
    fields=(
        common.full_name(),
        common.id_number(),
        common.picture(
            "video_pic",
            Role.FACE_PICTURE,
            _SCREENSHOT,
            "face",
            variant=Variant(by="video_pic_flag", value="true", kind="packet"),
            help=Text(
                "手机端 SDK 采集的人脸大礼包文件，或普通照片，与“视频截图类型”一致。",
                "A packet file recorded by the phone SDK, or a plain picture, as chosen under picture type.",
            ),
        ),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        Field(
            name="video_pic_flag",
            role=Role.PICTURE_TYPE,
            kind="choice",
            label=Text("视频截图类型", "Picture type"),
            choices=(
                Choice("true", Text("人脸大礼包（SDK 加密）", "SDK packet (encrypted)")),
                Choice("false", Text("普通图片", "Plain picture")),
            ),
            default="false",
            help=Text(
                "RealMe 说明：目前仅支持手机端 SDK 采集的加密数据，普通图片可能被拒绝。",
                "RealMe says that only encrypted data from the phone SDK is supported at present; a plain "
                "picture may be refused.",
            ),
        ),
        common.BACKGROUND_URL,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(required=True, stage="result"),
        common.resp_info(required=True, stage="result"),
    ),
    scored=True,
    keywords=("SDK", "大礼包", "动作", "living"),
    note=Text(
        "由于传入图片需加密，加密方式暂未开放，RealMe 目前仅支持使用手机端 SDK 采集的数据。",
        "Pictures must be encrypted by a scheme that RealMe has not published: at present it supports only "
        "data from its phone SDK.",
    ),
)


def _picture_type(number: Literal[1, 2]) -> Field:
    return Field(
        name=f"image{number}_type",
        role=Role.PICTURE_TYPE,
        kind="choice",
        label=Text(f"图片 {number} 类型", f"Type of picture {number}"),
        required=True,
        choices=(
            Choice("1", Text("单张照片", "Single picture")),
            Choice("2", Text("SDK 采集", "Recorded by the SDK")),
        ),
        help=Text(
            "一般为单张照片；只有手机端 SDK 采集的文件选“SDK 采集”。",
            "Usually a single picture; “recorded by the SDK” is for the files of the phone SDK only.",
        ),
        default="1",
    )


def _compared(number: Literal[1, 2]) -> Field:
    return common.picture(
        f"image{number}",
        Role.FACE_PICTURE,
        Text(f"图片 {number}", f"Picture {number}"),
        "face",
        variant=Variant(by=f"image{number}_type", value="2", kind="packet"),
        help=_FACE_HELP,
    )


PICTURE_MATCH = Service(
    number=105,
    segment="picturematch",
    path="/v4/trade/picturematch",
    group="face",
    title=Text("人像图片比对", "Face picture comparison"),
    summary=Text(
        "通过上传两张人脸图片，进行两张人像照片相似度的比对，鉴定是否为同一人。结果立即返回。",
        "Compares two face pictures and tells whether they show the same person. The result comes at once.",
    ),
    initials="rxtpbd",
    arrival=Arrival.SYNC,
    fields=(
        _compared(1),
        _picture_type(1),
        _compared(2),
        _picture_type(2),
        common.SOURCE_CHANNEL,
        common.DEVICE,
        common.AUTHORIZATION,
    ),
    returns=(
        common.resp_code(),
        common.resp_info(),
        ResultField(
            name="mp_ssim",
            label=Text("比对分值", "Similarity score"),
            role=Role.SCORE,
            decoder=Decoder.SCORE,
        ),
    ),
    scored=True,
    keywords=("相似度", "同一人", "人脸比对", "similarity"),
)

_REGISTERED = (
    ResultField(name="respCd", label=Text("返回代码", "Code"), role=Role.RESULT_CODE),
    ResultField(name="respInfo", label=Text("返回描述", "Description"), role=Role.RESULT_TEXT),
    ResultField(name="groupId", label=Text("组名", "Group"), role=Role.FACE_GROUP),
    ResultField(
        name="personId",
        label=Text("用户唯一标识", "Person ID"),
        role=Role.PERSON_ID,
        sensitivity=Sensitivity.IDENTIFIER,
    ),
    ResultField(
        name="faceId",
        label=Text("人脸标识", "Face ID"),
        role=Role.FILE_ID,
        sensitivity=Sensitivity.IDENTIFIER,
    ),
)

_FILE_ID = Field(
    name="file_id",
    role=Role.FILE_ID,
    kind="text",
    label=Text("ufile 的文件 ID", "ufile file ID"),
    sensitivity=Sensitivity.IDENTIFIER,
    help=Text(
        "图片已在 ufile 中时填写，代替人像图片。",
        "Instead of a picture, when the picture is already in ufile.",
    ),
)

# errata 17: all three are marked optional, but nothing works without one of the two ways.
_PICTURE_OR_FILE = Rule(
    kind=RuleKind.EITHER_OR,
    fields=(("image", "file_suffix"), ("file_id",)),
    message=Text(
        "请选择人像图片，或填写文件 ID，二者选一。", "Choose a picture or enter a file ID: one of the two."
    ),
    source="errata 17",
)

FACE_REGISTER = Service(
    number=109,
    segment="faceregister",
    path="/v4/trade/faceregister",
    group="face",
    title=Text("1:N 人脸注册", "1:N face registration"),
    summary=Text(
        "为人像 1:N 比对，创建组信息，人像文件上传。结果立即返回。",
        "Puts a face into one or more groups for later 1:N searches. The result comes at once.",
    ),
    initials="1nrlzc",
    arrival=Arrival.SYNC,
    fields=(
        Field(
            name="group_ids",
            role=Role.FACE_GROUP,
            kind="text",
            label=Text("组名", "Groups"),
            required=True,
            help=Text("可以填写多个，用 ; 分隔。", "Several are separated by ;"),
        ),
        Field(
            name="person_id",
            role=Role.PERSON_ID,
            kind="text",
            label=Text("用户唯一标识", "Person ID"),
            required=True,
            sensitivity=Sensitivity.IDENTIFIER,
            help=Text(
                "由您自定的客户编号，检索时按它认出这个人。",
                "Your own number for the customer; a search names the person by it.",
            ),
        ),
        common.picture(
            "image",
            Role.FACE_PICTURE,
            Text("人像图片内容", "Face picture"),
            "face",
            required=False,
            help=_FACE_HELP,
        ),
        common.suffix("file_suffix", Text("人像图片后缀", "Picture suffix"), "image"),
        _FILE_ID,
        common.full_name(Text("姓名", "Name"), required=False, name="person_name"),
        common.AUTHORIZATION,
    ),
    returns=(
        ResultField(
            name="face_set_resp",
            label=Text("人脸注册返回", "Registration result"),
            sensitivity=Sensitivity.IDENTIFIER,
            decoder=Decoder.FACE_SET,
            items=_REGISTERED,  # errata 18: required in the table, absent from its sample
        ),
    ),
    rules=(_PICTURE_OR_FILE,),
    basis=VerdictBasis.REGISTER,
    keywords=("人脸库", "建库", "enrol"),
)

FACE_RETRIEVE = Service(
    number=110,
    segment="faceretrieve",
    path="/v4/trade/faceretrieve",
    group="face",
    title=Text("1:N 人脸检索", "1:N face search"),
    summary=Text(
        "在一个人脸组中找出与图片最相似的人，按相似度从高到低排列，最多返回指定的人数。结果稍后返回。",
        "Finds the people in a group who look most like the face in a picture, best first. The result comes "
        "later.",
    ),
    initials="1nrljs",
    arrival=Arrival.ASYNC,
    fields=(
        Field(
            name="group_id",
            role=Role.FACE_GROUP,
            kind="text",
            label=Text("组名", "Group"),
            required=True,
            help=Text("注册人脸时使用的组名。", "A group that faces were registered in."),
        ),
        common.picture(
            "image",
            Role.FACE_PICTURE,
            Text("人像图片内容", "Face picture"),
            "face",
            required=False,
            help=_FACE_HELP,
        ),
        common.suffix("file_suffix", Text("人像图片后缀", "Picture suffix"), "image"),
        _FILE_ID,
        Field(
            name="number",
            role=Role.COUNT,
            kind="number",
            label=Text("返回最相似图片个数", "Number of candidates"),
            help=Text("默认 1。", "1 unless told."),
        ),
        common.BACKGROUND_URL,  # errata 15
        common.AUTHORIZATION,
    ),
    returns=(),
    rules=(_PICTURE_OR_FILE,),
    basis=VerdictBasis.CANDIDATES,
    scored=True,
    keywords=("人脸库", "相似", "search"),
)

DEFENSE_HACK = Service(
    number=111,
    segment="defensehack",
    path="/v5/trade/defensehack",
    group="face",
    title=Text("人像防Hack检查", "Face picture tampering check"),
    summary=Text(
        "根据客户的“高清人像图片”，查询照片是否有被 Hack。结果立即返回。",
        "Tells from a high-resolution face picture whether it was tampered with. The result comes at once.",
    ),
    initials="rxfhackjc",
    arrival=Arrival.SYNC,
    fields=(
        common.picture(
            "video_pic",
            Role.FACE_PICTURE,
            Text("高清人像图片", "High-resolution face picture"),  # errata 19: described as 姓名
            "face",
            help=_FACE_HELP,
        ),
        common.AUTHORIZATION,
    ),
    returns=(
        common.service_code(required=True),
        common.resp_info(Text("返回描述", "Description"), required=True),
        ResultField(
            name="score",
            label=Text("检查分值", "Check score"),
            role=Role.SCORE,
            decoder=Decoder.SCORE,
            required=True,
        ),
    ),
    basis=VerdictBasis.DATA,
    keywords=("翻拍", "攻击", "spoof", "hack"),
)

SERVICES: tuple[Service, ...] = (
    STATIC_FACE_CHECK,
    DYNAMIC_FACE_CHECK,
    PICTURE_MATCH,
    FACE_REGISTER,
    FACE_RETRIEVE,
    DEFENSE_HACK,
)
