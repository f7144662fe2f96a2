using System.Buffers.Binary;
using System.IO.Compression;

namespace Guildhall.Load.Filling;

/// <summary>A PNG of some 40 kB that no other equals (W3C PNG, third edition, 5 and 11.2): noise, which does not compress.</summary>
internal static class Picture
{
    private const int Width = 160, Height = 90;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Remainder((uint)i))];

    public static void Write(string file, Random random)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var png = File.Create(file);
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = (8, 2); // eight bits for each of red, green and blue
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Noise(random));
        Chunk(png, "IEND"u8, []);
    }

    private static byte[] Noise(Random random)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var row = new byte[1 + (Width * 3)];
            for (var y = 0; y < Height; y++)
            {
                random.NextBytes(row);
                row[0] = 0; // no filter
                zlib.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        png.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
