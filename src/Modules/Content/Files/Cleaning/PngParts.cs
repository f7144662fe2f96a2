using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// A PNG with the chunks that say how it looks. Format: W3C PNG, third edition, 5 and 11: chunks of length, name, data and checksum. Traps:
/// texts may be compressed, so that a search for words does not find them; the colour profile is compressed and has a name; bytes behind
/// the end; a file that ends within its image data, which browsers show as far as it goes.
/// </summary>
internal static class PngParts
{
    private const int SignatureSize = 8, MostOfProfile = 4 * 1024 * 1024;

    private static readonly HashSet<string> Looks =
    [
        "IHDR", "PLTE", "tRNS", "IDAT", "gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    ];

    private static ReadOnlySpan<byte> ProfileName => "c\0\0"u8;

    public static PictureParts Read(ReadOnlyMemory<byte> file)
    {
        var parts = new PictureParts { IsLossless = true };
        var bytes = file.Span;
        parts.Keep(file[..SignatureSize]);
        var at = SignatureSize;
        while (at + 8 <= bytes.Length)
        {
            var name = Encoding.Latin1.GetString(bytes.Slice(at + 4, 4));
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (name == "IEND")
                break;
            if (length > bytes.Length - at - 12)
            {
                if (name == "IDAT")
                {
                    parts.Keep(file[at..]);
                    parts.HasImage = true;
                    return parts;
                }
                break;
            }
            Take(parts, name, file.Slice(at, (int)length + 12));
            at += (int)length + 12;
        }
        parts.Keep(Chunk("IEND", []));
        return parts;
    }

    private static void Take(PictureParts parts, string name, ReadOnlyMemory<byte> chunk)
    {
        var data = chunk[8..^4];
        if (name == "eXIf")
            parts.Orientation = ExifOrientation.Read(data.Span);
        else if (name == "iCCP")
            KeepProfile(parts, chunk, data.Span);
        else if (Looks.Contains(name))
            parts.Keep(chunk);
        parts.HasImage |= name == "IDAT";
        parts.IsAnimated |= name == "acTL";
    }

    private static void KeepProfile(PictureParts parts, ReadOnlyMemory<byte> chunk, ReadOnlySpan<byte> data)
    {
        // A name, a zero, and how it is compressed, for which there is one way.
        var end = data.IndexOf((byte)0);
        if (end < 0 || end + 2 > data.Length)
            return;
        if (Inflate(data[(end + 2)..]) is not { } profile || ColourProfile.Clean(profile) is not { } clean)
            return;
        // What is clean is not packed again: another version of the packer would make other bytes of it.
        var isClean = data.StartsWith(ProfileName) && clean.AsSpan().SequenceEqual(profile);
        parts.Keep(isClean ? chunk : Chunk("iCCP", [.. ProfileName, .. Deflate(clean)]));
    }

    private static byte[]? Inflate(ReadOnlySpan<byte> packed)
    {
        try
        {
            using var inflate = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var profile = new byte[MostOfProfile];
            var size = inflate.ReadAtLeast(profile, MostOfProfile, throwOnEndOfStream: false);
            return size < MostOfProfile ? profile[..size] : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Deflate(byte[] profile)
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(profile);
        return packed.ToArray();
    }

    private static byte[] Chunk(string name, ReadOnlySpan<byte> data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.Latin1.GetBytes(name, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Checksum(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>CRC-32 of ISO 3309, as PNG's annex D reckons it. Only small chunks are written here, so bit by bit will do.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }
        return ~sum;
    }
}
