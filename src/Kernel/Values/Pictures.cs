using System.Buffers.Binary;

namespace Guildhall.Kernel.Values;

/// <summary>The kinds of picture that are shown inline. SVG is not among them: it is a program.</summary>
public enum PictureKind
{
    Png,
    Jpeg,
    Gif,
    WebP,
}

/// <summary>What a picture's header says of it; width and height in pixels, at least 1.</summary>
public readonly record struct PictureFacts(PictureKind Kind, int Width, int Height)
{
    public string MediaType => $"image/{Kind.ToString().ToLowerInvariant()}";

    /// <summary>Whether no decoder may see it: see <see cref="Pictures.MaxSide"/> and <see cref="Pictures.MaxPixels"/>.</summary>
    public bool IsTooLarge => Width > Pictures.MaxSide || Height > Pictures.MaxSide || (long)Width * Height > Pictures.MaxPixels;

    /// <summary>With the dot: <c>.png</c>, <c>.jpg</c>, <c>.gif</c>, <c>.webp</c>.</summary>
    public string Extension => Kind == PictureKind.Jpeg ? ".jpg" : "." + Kind.ToString().ToLowerInvariant();
}

/// <summary>
/// Tells pictures by their first bytes, never by name or declared type. Only magic numbers and the header are looked at: a truncated
/// or hostile body passes, so what is served goes out as exactly this type with <c>nosniff</c>.
/// Sources: PNG (W3C, third edition) 5.2 and 11.2.1, GIF89a 17–18, ITU T.81 B.1–B.2.2, RFC 9649 (WebP) 2.
/// </summary>
public static class Pictures
{
    /// <summary>Larger sides are refused: nothing that a reader needs, and decoders choke on them.</summary>
    public const int MaxSide = 30_000;

    /// <summary>More points are refused: decoded they are four bytes each.</summary>
    public const int MaxPixels = 50_000_000;

    /// <summary>Bytes that suffice to recognise every kind but a JPEG with long data before its size (previews, colour profiles).</summary>
    public const int HeaderBytes = 64 * 1024;

    /// <param name="bytes">The file, or its beginning.</param>
    /// <returns><c>null</c> if it is none of the four, its header makes no sense or it is too large.</returns>
    public static PictureFacts? Sniff(ReadOnlySpan<byte> bytes) => Read(bytes) is { IsTooLarge: false } picture ? picture : null;

    /// <summary>As <see cref="Sniff"/>, however large the picture is: for those who say so, or only look at its parts.</summary>
    public static PictureFacts? Read(ReadOnlySpan<byte> bytes) =>
        (Png(bytes) ?? Gif(bytes) ?? WebP(bytes) ?? Jpeg(bytes)) is { Width: > 0, Height: > 0 } picture ? picture : null;

    /// <summary>Whether it begins as a picture does; a JPEG's header may stand further back than the bytes that are there.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) => Read(bytes) is not null || bytes.StartsWith(JpegStart);

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    private static PictureFacts? Png(ReadOnlySpan<byte> bytes) =>
        // The first byte stands apart: as UTF-8 text it would be two.
        bytes.Length >= 33 && bytes[0] == 0x89 && bytes[1..].StartsWith("PNG\r\n\x1A\n\0\0\0\rIHDR"u8)
            ? new PictureFacts(PictureKind.Png, Big32(bytes[16..]), Big32(bytes[20..]))
            : null;

    private static PictureFacts? Gif(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 13 && (bytes.StartsWith("GIF89a"u8) || bytes.StartsWith("GIF87a"u8))
            ? new PictureFacts(PictureKind.Gif, Little16(bytes[6..]), Little16(bytes[8..]))
            : null;

    private static PictureFacts? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WEBP"u8))
            return null;
        var chunk = bytes[12..];
        if (chunk.StartsWith("VP8X"u8))
            return Facts(Little24(chunk[12..]) + 1, Little24(chunk[15..]) + 1);
        if (chunk.StartsWith("VP8L"u8) && chunk[8] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk[9..]);
            return Facts((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }
        if (chunk.StartsWith("VP8 "u8) && chunk[11..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return Facts(Little16(chunk[14..]) & 0x3FFF, Little16(chunk[16..]) & 0x3FFF);
        return null;

        static PictureFacts Facts(int width, int height) => new(PictureKind.WebP, width, height);
    }

    private static PictureFacts? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(JpegStart))
            return null;
        var at = 2;
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF)
                return null;
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            // SOF0…SOF15 hold the frame's size; C4, C8 and CC share the range but mean tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return at + 9 <= bytes.Length
                    ? new PictureFacts(PictureKind.Jpeg, Big16(bytes[(at + 7)..]), Big16(bytes[(at + 5)..])) : null;
            if (marker is 0xD9 or 0xDA or (>= 0xD0 and <= 0xD8) or 0x00)
                return null;
            var length = Big16(bytes[(at + 2)..]);
            if (length < 2)
                return null;
            at += 2 + length;
        }
        return null;
    }

    private static int Big32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);

    private static int Big16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static int Little16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
