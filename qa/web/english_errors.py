"""What errors, remarks on files, places and progress say, in English: they are worded in Chinese where they arise.

Sentence by sentence, by how the Chinese one is made; one that is not here stays as it is.
"""

from __future__ import annotations

import re

_SENTENCES = {
    "还没有写问题": "There is no question yet.",
    "请输入想问的内容": "Please type what you want to know.",
    "问题有 ([\\d,]+) 字，太长了": "The question has {0} characters, which is too long.",
    "请缩短到 (\\d+) 字以内，一次问一件事": "Please keep to {0} characters, and ask one thing at a time.",
    "问题里没有文字": "The question has no words.",
    "请用一句话写出想问的内容": "Please write in a sentence what you want to know.",
    "文件是空的": "The file is empty.",
    "文件里没有文字": "The file has no text.",
    "文件里没有文字，只有标记": "The file has no text, only markup.",
    "(?:文件|PDF) ?有密码": "The file has a password.",
    "请去掉密码另存后重试": "Please save it without the password and try again.",
    "(?:文件|PDF) ?损坏或没有下载完整": "The file is damaged or was not downloaded whole.",
    "文件内容不是 (.+?) 格式，可能没有下载完整，或扩展名不对": "The file is no whole {0} file, or not one.",
    "文件内部的 XML 损坏": "The XML inside the file is damaged.",
    "请重新取得这个文件": "Please get the file again.",
    "请拆成几个文件": "Please split it into several files.",
    "文件解开后有 ([\\d,]+) MB，太大了": "Unpacked, the file has {0} MB, which is too large.",
    "文件里有 ([\\d,]+) 个以上的部分，太多了": "The file has more than {0} parts, which is too many.",
    "文件有 ([\\d.]+) MB，超过上限 ([\\d.]+) MB": "The file has {0} MB; {1} MB is the most.",
    "请拆成几个文件，或在 yinju.toml 里调高 max_file_bytes": "Please split it, or raise max_file_bytes in yinju.toml.",
    "文件太大或太复杂，内存不够读": "The file is too large or too complex for the memory that there is.",
    "读了 (\\d+) 秒还没有读完，放弃了": "Reading was given up after {0} seconds.",
    "读取这个文件的程序中途退出了，文件可能损坏或过于复杂": "Reading broke off; the file may be damaged.",
    "请另存一份后重试": "Please save it anew and try again.",
    "认不出这个文件的文字编码": "The encoding of the text is not known.",
    "文件里有文字以外的控制字符": "The file has control characters that are no text.",
    "请用编辑器另存为 UTF-8 后重试": "Please save it as UTF-8 and try again.",
    "(?:PDF|Word|表格|演示文稿) ?(?:文件)?损坏，读不出来": "The file is damaged and cannot be read.",
    "请用 (\\w+) 或 WPS 打开后另存": "Please open it with {0} or WPS and save it anew.",
    "PDF 里没有文字": "The PDF has no text.",
    "PDF 有 ([\\d,]+) 页，超过上限 ([\\d,]+) 页": "The PDF has {0} pages; {1} is the most.",
    "这(?:是图片|份 PDF .+?)，要识别其中的文字需要 OCR 组件": "This is a picture; to read it takes the OCR parts.",
    "请运行 (.+?) 后重新索引": "Please run {0} and reindex.",
    "图片里没有认出文字": "No text was found in the picture.",
    "图片损坏，打不开": "The picture is damaged.",
    "图片有 (\\d+×\\d+) 像素，太大了": "The picture has {0} pixels, which is too large.",
    "请缩小后重试": "Please make it smaller and try again.",
    "网页里没有可读的内容": "The web page has nothing to read.",
    "这是压缩包，不是文档": "This is an archive, and no document.",
    "请解压后再放进来": "Please unpack it first.",
    "不支持“(.+?)”格式，目前可以读 (.+?)": "“{0}” files cannot be read; these can: {1}.",
    "这是旧版的? ?(.+?) ?文件": "This is a {0} file of an old kind.",
    "这是 RTF 文件": "This is an RTF file.",
    "这不是普通文件": "This is no ordinary file.",
    "请用 Office 或 WPS 另存为 .docx、.xlsx 或 .pptx 后重试": "Please save it as .docx, .xlsx or .pptx and try again.",
    "请用 Office 或 WPS 另存为 (.+?) 后重试": "Please save it as {0} and try again.",
    "文件正在被写入": "The file is being written.",
    "请等写完后再同步": "Please sync again once it is done.",
    "文件不在了，可能刚被移走、改名或删除": "The file is gone: moved, renamed or deleted.",
    "请再同步一次": "Please sync again.",
    "系统不让读这个文件：没有读取权限": "The file may not be read: the system does not permit it.",
    "请检查它的权限和所有者": "Please look at its permissions and owner.",
    "系统不让列出这个文件夹": "The folder may not be listed.",
    "请检查读取权限": "Please look at its permissions.",
    "文件名不是 UTF-8 编码": "The name of the file is not in UTF-8.",
    "请给文件改个名": "Please rename the file.",
    "文件夹 (.+?) 不存在": "The folder {0} does not exist.",
    "磁盘满了，.+写不下": "The disk is full.",
    "请腾出空间后再试一次；此前写好的都还在": "Please make room and try again; what was written is still there.",
    "另一个进程正在写资料库": "Another program is writing to the library.",
    "资料库里没有编号为“(.+?)”的文件，或者它损坏了": "The library has no file “{0}”, or it is damaged.",
    "（资料库里仍是它上次可读的内容": "(The library has it as it last could be read",
    "）": ".)",
    "附件没有读入：(.+?)": "Attachments were not read: {0}.",
    "有 (\\d+) 张隐藏的(?:工作表|幻灯片)没有读入": "{0} hidden sheets or slides were not read.",
    "划去的文字（有删除线的）没有读入": "Text that is struck through was not read.",
    "第 (.+?) 页.*?，没有读入": "Of pages {0} nothing was read.",
    "文件里没有带时间的字幕": "The file has no subtitles with times.",
    "请检查它是不是字幕文件": "Please see whether it is a file of subtitles.",
    "电子书缺少目录文件": "The book lacks its list of contents.",
    "这本电子书有版权保护，读不了": "The book is protected, and cannot be read.",
    "请换用没有加密的版本": "Please take one that is not encrypted.",
    "请用浏览器打开后重新保存": "Please open it in a browser and save it anew.",
    "认不出邮件正文的文字编码": "The encoding of the message is not known.",
    "请从邮件程序里另存为文本": "Please save it as text from the mail program.",
    "这不是一封邮件，或者它损坏了": "This is no mail, or it is damaged.",
    "邮件损坏，读不出来": "The mail is damaged.",
    "请从邮件程序里重新导出": "Please export it anew from the mail program.",
    "文件刚刚变了": "The file has just changed.",
    "请再点一次": "Please click once more.",
    "这种文件没有可以看的页面": "Files of this kind have no pages to look at.",
    "这个文件没有这一页": "The file has no such page.",
    "画这一页的程序中途退出了，页面可能损坏或过于复杂": "Drawing the page broke off: it may be damaged or too complex.",
    "这一页画不出来，可能损坏了": "The page cannot be drawn; it may be damaged.",
    "这一页太大，内存不够画": "The page is too large for the memory that there is.",
    "请看文字，或下载原文件": "Please see the text, or download the file.",
    "请先运行 (.+?)": "Please run {0} first.",
}
_KNOWN = re.compile("|".join(f"(?P<s{number}>{chinese}。?)" for number, chinese in enumerate(_SENTENCES)))
_ENGLISH = {f"s{number}": english for number, english in enumerate(_SENTENCES.values())}
_SENTENCE = re.compile(r"[^。）]+。?|）")
_PLACES = [
    (re.compile(r"第 (\d+) 页"), r"page \1"),
    (re.compile(r"第 ([\d–]+) 页"), r"pages \1"),
    (re.compile(r"第 (\d+) 张幻灯片"), r"slide \1"),
    (re.compile(r"第 ([\d–]+) 张幻灯片"), r"slides \1"),
    (re.compile(r"工作表“(.+?)”第 (\d+) 行"), r"sheet “\1”, row \2"),
    (re.compile(r"工作表“(.+?)”第 ([\d–]+) 行"), r"sheet “\1”, rows \2"),
    (re.compile(r"第 (\d+) 行"), r"row \1"),
    (re.compile(r"第 ([\d–]+) 行"), r"rows \1"),
]
_STEPS = {
    "读取文件": "reading file", "计算向量": "encoding passage", "重新分段": "cutting file", "复制": "copying file",
    " 段/秒": " passages/s", "约剩 ": "about ", " 分": " min", " 秒": " s", "，": ", ",
}  # fmt: skip


def told(text: str) -> str:
    """What an error says, or a remark on a file; what is English already stays."""
    return " ".join(_sentence(sentence) for sentence in _SENTENCE.findall(text)).replace(" .)", ".)")


def _sentence(chinese: str) -> str:
    found = _KNOWN.fullmatch(chinese)
    if found is None or found.lastindex is None:
        return chinese
    said = [each for each in found.groups()[found.lastindex :] if each is not None]
    return _ENGLISH[str(found.lastgroup)].format(*said)


def located(place: str) -> str:
    """Where something stands in its file, as ``index.text.places.describe`` says it."""
    for chinese, english in _PLACES:
        if chinese.fullmatch(place):
            return chinese.sub(english, place)
    return place


def stepped(line: str) -> str:
    """How far a sync is, as ``index.syncing.progress.describe_pace`` says it."""
    for chinese, english in _STEPS.items():
        line = line.replace(chinese, english)
    return line
