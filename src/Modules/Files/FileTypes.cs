using System.Text;
using Guildhall.Kernel.Values;

namespace Guildhall.Files;

/// <summary>
/// Tells what a file is by its first bytes, never by its name or by what the browser says. Sources: the formats' own descriptions, as
/// gathered in the WHATWG MIME Sniffing standard, sections 6 and 7. SVG and HTML are text here: nothing that could run is ever shown.
/// </summary>
internal static class FileTypes
{
    public const string Unknown = "application/octet-stream", Text = "text/plain; charset=utf-8", Zip = "application/zip";

    private static readonly Dictionary<string, string[]> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = ["image/png"], [".jpg"] = ["image/jpeg"], [".jpeg"] = ["image/jpeg"], [".gif"] = ["image/gif"],
        [".webp"] = ["image/webp"], [".pdf"] = ["application/pdf"], [".zip"] = [Zip], [".docx"] = [Zip], [".xlsx"] = [Zip],
        [".pptx"] = [Zip], [".epub"] = [Zip, "application/epub+zip"], [".gz"] = ["application/gzip"], [".tgz"] = ["application/gzip"],
        [".7z"] = ["application/x-7z-compressed"], [".rar"] = ["application/vnd.rar"], [".mp4"] = ["video/mp4"], [".m4v"] = ["video/mp4"],
        [".m4a"] = ["video/mp4"], [".webm"] = ["video/webm"], [".mkv"] = ["video/webm"], [".ogg"] = ["audio/ogg"], [".oga"] = ["audio/ogg"],
        [".opus"] = ["audio/ogg"], [".wav"] = ["audio/wav"], [".flac"] = ["audio/flac"],
    };

    /// <param name="head">The first bytes of the file.</param>
    public static string Of(ReadOnlySpan<byte> head)
    {
        if (Pictures.Read(head) is { } picture)
            return picture.MediaType;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (head.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return head.Length > 58 && head[30..].StartsWith("mimetypeapplication/epub+zip"u8) ? "application/epub+zip" : Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return "application/gzip";
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C]))
            return "application/x-7z-compressed";
        if (head.StartsWith("Rar!\x1A\x07"u8))
            return "application/vnd.rar";
        return Sound(head) ?? (IsText(head) ? Text : Unknown);
    }

    /// <summary>Whether the name promises another kind of file than the bytes are. Names that promise nothing never lie.</summary>
    public static bool IsLie(string name, string mediaType) =>
        ByExtension.TryGetValue(Path.GetExtension(name), out var honest) && !honest.Contains(mediaType, StringComparer.Ordinal);

    private static string? Sound(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
            return "video/mp4";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return "video/webm";
        if (head.StartsWith("OggS"u8))
            return "audio/ogg";
        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WAVE"u8))
            return "audio/wav";
        if (head.StartsWith("fLaC"u8))
            return "audio/flac";
        return head.StartsWith("ID3"u8) ? "audio/mpeg" : null;
    }

    /// <summary>UTF-8 without control characters; the last character of what was read may be cut off.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var octet in head)
            if (octet < 0x20 && octet is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C or 0x1B))
                return false;
        while (head.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(head, out _, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
                return true;
            if (status != System.Buffers.OperationStatus.Done)
                return false;
            head = head[length..];
        }
        return true;
    }
}
