namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// A GIF with its pictures, their times and how often they are repeated. Format: GIF89a, 17 to 26: blocks, of which most hold data in
/// pieces of up to 255 bytes that each begin with their length; an empty one is the last. Traps: XMP stands in an application's block
/// without that form, made so that it can be skipped as if it had it; a control block belongs to what follows it, which may be a text;
/// bytes may stand behind the end.
/// </summary>
internal static class GifParts
{
    private const int ScreenEnd = 13, PictureHeader = 10;
    private const byte Extension = 0x21, Picture = 0x2C, Control = 0xF9, Text = 0x01, Application = 0xFF;

    private static ReadOnlySpan<byte> Repetition => "\u000BNETSCAPE2.0\u0003\u0001"u8;

    public static PictureParts Read(ReadOnlyMemory<byte> file)
    {
        var parts = new PictureParts { IsLossless = true, IsAnimated = true };
        var bytes = file.Span;
        var at = Math.Min(bytes.Length, ScreenEnd + ColoursSize(bytes[10]));
        parts.Keep(file[..at]);
        ReadOnlyMemory<byte> control = default;
        while (at + 1 < bytes.Length && bytes[at] is Extension or Picture)
        {
            var start = at;
            if (bytes[at] == Picture)
            {
                if (at + PictureHeader >= bytes.Length)
                    break;
                // The colours of this picture, and a byte that says how its data are packed.
                at = EndOfPieces(bytes, at + PictureHeader + ColoursSize(bytes[at + PictureHeader - 1]) + 1);
                parts.Keep(control);
                parts.Keep(file[start..at]);
                parts.HasImage = true;
                control = default;
                continue;
            }
            var kind = bytes[at + 1];
            at = EndOfPieces(bytes, at + 2);
            if (kind == Control)
                control = file[start..at];
            else if (kind == Text)
                control = default;
            else if (kind == Application && bytes[(start + 2)..at].StartsWith(Repetition) && at - start > 2 + Repetition.Length + 2)
                // How often is a number of two bytes; what else the block may hold is not for browsers.
                parts.Keep((byte[])[Extension, Application, .. bytes.Slice(start + 2, Repetition.Length + 2), 0]);
        }
        // A file that ends within a picture is shown as far as it goes, and a mark of the end would be part of its data.
        if (at < bytes.Length || bytes[^1] == 0)
            parts.Keep(";"u8.ToArray());
        return parts;
    }

    /// <summary>The size of a table of colours, if the flags say that there is one.</summary>
    private static int ColoursSize(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int EndOfPieces(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at] != 0)
            at += bytes[at] + 1;
        return Math.Min(bytes.Length, at + 1);
    }
}
