using System.Buffers.Binary;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// How a camera was held: 1 upright, 3 upside down, 6 to be turned right (clockwise), 8 to be turned left; 2, 4, 5 and 7 are mirrored
/// as well. Format: a TIFF header in either byte order and a directory of entries of 12 bytes; the orientation is tag 0x0112, one
/// short (Exif 2.32, 4.6.4). Traps: offsets may lead anywhere, and some writers repeat JPEG's "Exif" before the header in WebP.
/// </summary>
internal static class ExifOrientation
{
    public const int Upright = 1;
    private const int Tag = 0x0112, Short = 3, EntrySize = 12;

    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <returns>1…8; 1 where the data say nothing or make no sense.</returns>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith(Prefix))
            exif = exif[Prefix.Length..];
        var little = exif.StartsWith("II*\0"u8);
        if (exif.Length < 8 || (!little && !exif.StartsWith("MM\0*"u8)))
            return Upright;
        var directory = Int32(exif[4..], little);
        if (directory < 8 || directory > exif.Length - 2)
            return Upright;

        var count = Int16(exif[directory..], little);
        for (var at = directory + 2; count > 0 && at <= exif.Length - EntrySize; count--, at += EntrySize)
        {
            var entry = exif[at..];
            if (Int16(entry, little) == Tag && Int16(entry[2..], little) == Short)
                return Int16(entry[8..], little) is >= 1 and <= 8 and var orientation ? orientation : Upright;
        }
        return Upright;
    }

    /// <summary>Exif data that say this and nothing else.</summary>
    public static byte[] Write(int orientation) =>
        [.. Prefix, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, Tag >> 8, Tag & 0xFF, 0, Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static int Int16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static int Int32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadInt32BigEndian(bytes);
}
