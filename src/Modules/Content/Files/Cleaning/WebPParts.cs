using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// A WebP with image, transparency, animation and colour profile. Format: RFC 9649, 2.3 to 2.7: chunks of name, length, data and, where the
/// length is odd, a byte more. Traps: VP8X announces Exif and XMP; the frames of an animation hold chunks of their own; the length of the
/// whole counts its chunks; bytes may stand behind it.
/// </summary>
internal static class WebPParts
{
    private const int HeaderSize = 12, ChunkHeader = 8, ExtendedSize = 10, FrameHeader = 16;
    private const byte HasProfile = 0x20, HasTransparency = 0x10, HasMotion = 0x02;

    public static PictureParts Read(ReadOnlyMemory<byte> file)
    {
        var parts = new PictureParts();
        var end = (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(file.Span[4..]) + 8L, HeaderSize, file.Length);
        byte[]? extended = null;
        foreach (var (name, data) in Chunks(file[HeaderSize..end]))
        {
            switch (name)
            {
                case "VP8X" when data.Length >= ExtendedSize && extended is null:
                    extended = Chunk(name, data.Span[..ExtendedSize]);
                    extended[ChunkHeader] &= HasTransparency | HasMotion;
                    extended.AsSpan(ChunkHeader + 1, 3).Clear();
                    parts.Keep(extended);
                    break;
                case "ICCP" when extended is not null && ColourProfile.Clean(data.Span) is { } profile:
                    extended[ChunkHeader] |= HasProfile;
                    parts.Keep(Chunk(name, profile));
                    break;
                case "ANMF" when data.Length >= FrameHeader:
                    parts.IsAnimated = parts.HasImage = true;
                    parts.Keep(Frame(data));
                    break;
                case "ANIM" or "ALPH":
                    parts.Keep(Chunk(name, data.Span));
                    break;
                case "VP8 " or "VP8L":
                    parts.HasImage = true;
                    parts.IsLossless = name == "VP8L";
                    parts.Keep(Chunk(name, data.Span));
                    break;
                case "EXIF":
                    parts.Orientation = ExifOrientation.Read(data.Span);
                    break;
            }
        }
        parts.Insert(0, Header(parts.Kept.Sum(p => p.Length)));
        return parts;
    }

    /// <summary>One picture of an animation, with its place and time.</summary>
    private static byte[] Frame(ReadOnlyMemory<byte> data)
    {
        var frame = new MemoryStream();
        frame.Write(data.Span[..FrameHeader]);
        foreach (var (name, part) in Chunks(data[FrameHeader..]))
            if (name is "ALPH" or "VP8 " or "VP8L")
                frame.Write(Chunk(name, part.Span));
        return Chunk("ANMF", frame.ToArray());
    }

    /// <summary>The last one may be cut off: browsers show it as far as it goes.</summary>
    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Data)> Chunks(ReadOnlyMemory<byte> from)
    {
        while (from.Length > ChunkHeader)
        {
            var name = Encoding.Latin1.GetString(from.Span[..4]);
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(from.Span[4..]), from.Length - ChunkHeader);
            yield return (name, from.Slice(ChunkHeader, length));
            from = from[Math.Min(from.Length, ChunkHeader + length + (length & 1))..];
        }
    }

    private static byte[] Header(int length)
    {
        byte[] header = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), length + 4);
        return header;
    }

    private static byte[] Chunk(string name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[ChunkHeader + data.Length + (data.Length & 1)];
        Encoding.Latin1.GetBytes(name, chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), data.Length);
        data.CopyTo(chunk.AsSpan(ChunkHeader));
        return chunk;
    }
}
