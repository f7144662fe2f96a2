using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Content.Import;

/// <summary>The end record of a zip (APPNOTE 4.3.16, and 4.3.14 for zip64), read without opening the archive.</summary>
internal static class ZipEnd
{
    private const int EndLength = 22, MaxComment = 65_535, LocatorLength = 20, Zip64Length = 56;

    /// <exception cref="InvalidDataException">It is not a zip, or its end is missing.</exception>
    public static long CountEntries(string path)
    {
        using var file = File.OpenRead(path);
        var tail = new byte[(int)Math.Min(file.Length, EndLength + MaxComment + LocatorLength)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != 0x06054b50)
                continue;
            var end = tail.AsSpan(at);
            long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            if (!IsZip64(end) || at < LocatorLength || Zip64(file, tail.AsSpan(at - LocatorLength)) is not { } wide)
                return count;
            return count == ushort.MaxValue ? wide : Math.Max(count, wide);
        }
        throw new InvalidDataException("The zip has no end record.");
    }

    /// <summary>
    /// Any full field sends the reader to the zip64 record (4.4.1.4): number of this disk, of entries, size or offset of their list.
    /// <see cref="System.IO.Compression.ZipArchive"/> then goes by that record's count, whatever this one says.
    /// </summary>
    private static bool IsZip64(ReadOnlySpan<byte> end) =>
        BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) == ushort.MaxValue
        || BinaryPrimitives.ReadUInt32LittleEndian(end[12..]) == uint.MaxValue
        || BinaryPrimitives.ReadUInt32LittleEndian(end[16..]) == uint.MaxValue;

    private static long? Zip64(FileStream file, ReadOnlySpan<byte> locator)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != 0x07064b50)
            return null;
        var offset = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (offset < 0 || offset > file.Length - Zip64Length)
            throw new InvalidDataException("The zip64 end record lies outside of the file.");
        Span<byte> record = stackalloc byte[Zip64Length];
        file.Seek(offset, SeekOrigin.Begin);
        file.ReadExactly(record);
        var count = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        return count >= 0 ? count : throw new InvalidDataException("The zip64 end record counts below zero.");
    }
}

/// <summary>
/// Names in zips without the UTF-8 mark: most packers write UTF-8 all the same, Windows in China writes GBK.
/// </summary>
internal sealed class ZipNames : Encoding
{
    public static readonly Encoding Encoding = new ZipNames();

    public override int GetCharCount(byte[] bytes, int index, int count) => Read(bytes, index, count).Length;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var name = Read(bytes, byteIndex, byteCount);
        name.CopyTo(0, chars, charIndex, name.Length);
        return name.Length;
    }

    public override string GetString(byte[] bytes, int index, int count) => Read(bytes, index, count);

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        UTF8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    private static string Read(byte[] bytes, int index, int count) => TextDecoding.Decode(bytes.AsSpan(index, count)).Text;
}
