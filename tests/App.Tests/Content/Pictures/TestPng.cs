using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Guildhall.App.Tests.Content;

/// <summary>PNG pictures made by hand.</summary>
internal static class TestPng
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\x1A\n"u8];

    /// <summary>A row of grey points that are the letters of the word, not compressed, so that the word stands in the file.</summary>
    public static byte[] Of(string word) => Of(word.Length, 1, Pack([0, .. Encoding.ASCII.GetBytes(word)], CompressionLevel.NoCompression));

    /// <summary>Says that it is so large; has hardly any data.</summary>
    public static byte[] Claiming(int width, int height) => Of(width, height, Pack(new byte[100]));

    public static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        return [.. Big(data.Length), .. named, .. Big((int)Checksum(named))];
    }

    public static byte[] Pack(byte[] data, CompressionLevel level = CompressionLevel.Optimal)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level))
            zlib.Write(data);
        return packed.ToArray();
    }

    public static byte[] Unpack(byte[] packed)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress))
            zlib.CopyTo(data);
        return data.ToArray();
    }

    /// <summary>The chunks with their data, in order.</summary>
    public static IEnumerable<(string Name, byte[] Data)> ChunksOf(byte[] png)
    {
        for (var at = Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }

    private static byte[] Of(int width, int height, byte[] points) =>
        [.. Signature, .. Chunk("IHDR", [.. Big(width), .. Big(height), 8, 0, 0, 0, 0]), .. Chunk("IDAT", points), .. Chunk("IEND", [])];

    public static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            for (var bit = 0; bit < 8; bit++)
                sum = ((sum ^ (uint)(value >> bit)) & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        return ~sum;
    }
}
