using System.Buffers.Binary;
using System.Text;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// A colour profile without its words: what says how colours look is kept, and names, copyright, dates and private entries are not.
/// A screen's own profile, which goes with every screenshot on some systems, names the screen and its serial number. Format:
/// ICC.1:2022, 7.2 (header of 128 bytes), 7.3 (table of entries: name, offset, size, of which several may share their data). Traps: a
/// description and a copyright must be there; they are of other types in version 4.
/// </summary>
internal static class ColourProfile
{
    private const int HeaderSize = 128, EntrySize = 12, MostEntries = 200;

    private static readonly HashSet<string> Colours =
    [
        "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "wtpt", "bkpt", "chad", "chrm", "cicp", "lumi", "gamt",
        "A2B0", "A2B1", "A2B2", "A2B3", "B2A0", "B2A1", "B2A2", "B2A3", "D2B0", "D2B1", "D2B2", "D2B3", "B2D0", "B2D1", "B2D2", "B2D3",
    ];

    /// <returns><c>null</c> where it makes no sense: decoders do not heed such a profile either.</returns>
    public static byte[]? Clean(ReadOnlySpan<byte> profile)
    {
        if (profile.Length < HeaderSize + 4 || !profile[36..].StartsWith("acsp"u8))
            return null;
        var count = BinaryPrimitives.ReadUInt32BigEndian(profile[HeaderSize..]);
        if (count is 0 or > MostEntries || HeaderSize + 4 + count * EntrySize > profile.Length)
            return null;

        var entries = new List<(string Name, int Offset, byte[] Data)>();
        for (var at = HeaderSize + 4; entries.Count < count; at += EntrySize)
        {
            var offset = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 4)..]);
            var size = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 8)..]);
            if ((ulong)offset + size > (ulong)profile.Length)
                return null;
            entries.Add((Encoding.Latin1.GetString(profile.Slice(at, 4)), (int)offset, profile.Slice((int)offset, (int)size).ToArray()));
        }
        entries.RemoveAll(e => !Colours.Contains(e.Name));
        if (entries.Count == 0)
            return null;
        var isNew = profile[8] >= 4;
        entries.Add(("desc", -1, isNew ? NewText : OldDescription));
        entries.Add(("cprt", -2, isNew ? NewText : OldText));
        return Write(profile[..HeaderSize], entries);
    }

    private static byte[] Write(ReadOnlySpan<byte> header, List<(string Name, int Offset, byte[] Data)> entries)
    {
        var file = new MemoryStream();
        file.Write(header);
        file.Write(new byte[4 + entries.Count * EntrySize]);
        var places = new Dictionary<(int, int), int>();
        foreach (var (_, offset, data) in entries)
        {
            if (!places.TryAdd((offset, data.Length), (int)file.Length))
                continue;
            file.Write(data);
            file.Write(new byte[-file.Length & 3]);
        }

        var all = file.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(all.AsSpan(HeaderSize), entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = all.AsSpan(HeaderSize + 4 + i * EntrySize);
            Encoding.Latin1.GetBytes(entries[i].Name, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], places[(entries[i].Offset, entries[i].Data.Length)]);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], entries[i].Data.Length);
        }
        CleanHeader(all);
        return all;
    }

    private static void CleanHeader(Span<byte> profile)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        profile[4..8].Clear();
        // 1 January 2000: a date must be one.
        ((ReadOnlySpan<byte>)[0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]).CopyTo(profile[24..]);
        // Platform; manufacturer and model of the device; who made it, and the checksum, which may be left out.
        profile[40..44].Clear();
        profile[48..56].Clear();
        profile[80..HeaderSize].Clear();
    }

    // Each says "c": a description, a copyright and a text in one language.
    private static byte[] OldDescription => [.. "desc"u8, 0, 0, 0, 0, 0, 0, 0, 2, (byte)'c', 0, .. new byte[78]];
    private static byte[] OldText => [.. "text"u8, 0, 0, 0, 0, (byte)'c', 0];
    private static byte[] NewText => [.. "mluc"u8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12, .. "enUS"u8, 0, 0, 0, 2, 0, 0, 0, 28, 0, (byte)'c'];
}
