using System.Buffers.Binary;
using System.Text;

namespace Guildhall.App.Tests.Content;

/// <summary>What a camera writes into a picture: directories of a TIFF, big end first (Exif 2.32, 4.6).</summary>
internal static class TestExif
{
    /// <summary>52° 30' 59.0" as three fractions: where the picture was taken.</summary>
    public static readonly byte[] Place = [0, 0, 0, 52, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0, 59, 0, 0, 0, 1];

    /// <param name="orientation">As on the camera.</param>
    /// <param name="thumbnail">A small JPEG.</param>
    public static byte[] Of(int orientation, byte[] thumbnail)
    {
        var exif = new MemoryStream();
        exif.Write("MM\0*\0\0\0\x08"u8);
        (int, int, byte[])[] ofCamera =
            [(0x010F, 2, Text("MAKECANARY")), (0x0112, 3, [0, (byte)orientation]), (0x013B, 2, Text("ARTISTCANARY"))];
        (int, int, byte[])[] ofDetails = [(0x9286, 7, [.. new byte[8], .. "USERCANARY"u8]), (0xA431, 2, Text("SERIALCANARY"))];
        (int, int, byte[])[] ofPlace = [(0x0001, 2, Text("N")), (0x0002, 5, Place), (0x001C, 7, [.. "PLACECANARY"u8])];
        var camera = Directory(8 + Size(5), ofCamera, out var cameraData);
        var more = 8 + Size(5) + cameraData.Length;
        var details = Directory(more + Size(2), ofDetails, out var detailsData);
        var place = more + Size(2) + detailsData.Length;
        var gps = Directory(place + Size(3), ofPlace, out var gpsData);
        var small = place + Size(3) + gpsData.Length;
        var preview = Directory(small + Size(2), [(0x0201, 4, Long(small + Size(2))), (0x0202, 4, Long(thumbnail.Length))], out _);

        byte[] pointers = [.. Entry(0x8769, 4, 1, Long(more)), .. Entry(0x8825, 4, 1, Long(place)), .. Long(small)];
        exif.Write([0, 5, .. camera[2..^4], .. pointers, .. cameraData]);
        exif.Write([.. details, .. detailsData, .. gps, .. gpsData, .. preview, .. thumbnail]);
        return exif.ToArray();
    }

    private static int Size(int entries) => 2 + entries * 12 + 4;

    /// <param name="dataAt">Where values stand that are longer than four bytes.</param>
    private static byte[] Directory(int dataAt, (int Tag, int Kind, byte[] Value)[] entries, out byte[] data)
    {
        var (directory, values) = (new MemoryStream(), new MemoryStream());
        directory.Write([0, (byte)entries.Length]);
        foreach (var (tag, kind, value) in entries)
        {
            var count = value.Length / kind switch { 3 => 2, 4 => 4, 5 => 8, _ => 1 };
            byte[] here = value.Length <= 4 ? [.. value, .. new byte[4 - value.Length]] : Long(dataAt + (int)values.Length);
            directory.Write(Entry(tag, kind, count, here));
            if (value.Length > 4)
                values.Write(value);
        }
        directory.Write(new byte[4]);
        data = values.ToArray();
        return directory.ToArray();
    }

    private static byte[] Entry(int tag, int kind, int count, byte[] value) =>
        [(byte)(tag >> 8), (byte)tag, 0, (byte)kind, .. Long(count), .. value];

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Long(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
