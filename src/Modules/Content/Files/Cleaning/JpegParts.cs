using System.Buffers.Binary;

namespace Guildhall.Content.Files.Cleaning;

/// <summary>
/// A JPEG with what a decoder needs and nothing else: tables, frames, scans, and of the application segments JFIF (without its preview),
/// the colour profile and Adobe's colour transform. Format: ITU T.81 annex B, T.871 (JFIF), Exif 2.32 4.7, ICC.1 B.4, CIPA DC-007
/// (several pictures in one file). Traps: fill bytes before markers, garbage between segments, segments between the scans of a progressive
/// picture, further pictures or films behind the end, and a file that ends within a scan, which browsers show as far as it goes.
/// </summary>
internal static class JpegParts
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, Adobe = 0xEE;
    private const int JfifLength = 16, AdobeLength = 14;

    // Cameras write ten at most. Each costs a decoder a pass over the whole picture, so that thousands would keep it for hours.
    private const int MostScans = 100;

    private static ReadOnlySpan<byte> ProfileName => "ICC_PROFILE\0"u8;

    public static PictureParts Read(ReadOnlyMemory<byte> file)
    {
        var parts = new PictureParts();
        var profile = new ProfilePieces();
        var bytes = file.Span;
        parts.Keep(new byte[] { 0xFF, Start });
        var (at, scans) = (2, 0);
        while (scans < MostScans && NextMarker(bytes, ref at) is { } marker and not End)
        {
            if (HasNoLength(marker))
                continue;
            if (at + 2 > bytes.Length)
                break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (length < 2 || at + length > bytes.Length)
                break;
            // From its marker on, behind which the length stands and counts itself.
            var segment = file[(at - 2)..(at + length)];
            at += length;
            if (marker == Scan)
            {
                var end = EndOfScan(bytes, at);
                parts.Keep(file[(at - segment.Length)..end]);
                parts.HasImage |= end > at;
                at = end;
                scans++;
            }
            else
                Take(parts, profile, marker, segment);
        }
        parts.Keep(new byte[] { 0xFF, End });
        profile.Write(parts);
        return parts;
    }

    /// <summary>Lets browsers turn a picture that cannot be turned here.</summary>
    public static void KeepOrientation(PictureParts parts) => parts.Insert(1, Segment(App1, ExifOrientation.Write(parts.Orientation)));

    private static void Take(PictureParts parts, ProfilePieces profile, byte marker, ReadOnlyMemory<byte> segment)
    {
        var payload = segment.Span[4..];
        if (IsOfTheImage(marker))
        {
            if (IsFrame(marker))
                parts.IsSubsampled = payload.Length > 7 && payload[7] != 0x11;
            parts.Keep(segment);
        }
        else if (marker == App1 && payload.StartsWith(ExifOrientation.Prefix) && parts.Orientation == ExifOrientation.Upright)
            parts.Orientation = ExifOrientation.Read(payload);
        else if (marker == App0 && payload.StartsWith("JFIF\0"u8) && payload.Length >= JfifLength - 2)
            // Its last two bytes are the size of a preview that would follow.
            parts.Keep(Segment(App0, [.. payload[..(JfifLength - 4)], 0, 0]));
        else if (marker == Adobe && payload.StartsWith("Adobe"u8) && payload.Length >= AdobeLength - 2)
            parts.Keep(Segment(Adobe, payload[..(AdobeLength - 2)]));
        else if (marker == App2 && payload.StartsWith(ProfileName) && payload.Length > ProfileName.Length + 2)
            profile.Add(parts.Kept.Count, segment[(4 + ProfileName.Length)..]);
    }

    /// <summary>Frames, tables, restart intervals; no application's segments, comments or reserved ones.</summary>
    private static bool IsOfTheImage(byte marker) => marker is (>= 0xC0 and <= 0xCF and not 0xC8) or (>= 0xDB and <= 0xDF);

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool HasNoLength(byte marker) => marker is 0x01 or (>= 0xD0 and <= Start);

    /// <param name="at">Moves behind the marker.</param>
    private static byte? NextMarker(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at..].IndexOf((byte)0xFF) is >= 0 and var found)
        {
            at += found;
            while (at < bytes.Length && bytes[at] == 0xFF)
                at++;
            if (at < bytes.Length && bytes[at++] is not 0 and var marker)
                return marker;
        }
        return null;
    }

    /// <summary>In the data of a scan FF stands only before 00, which makes it a value, and before the marks of a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at..].IndexOf((byte)0xFF) is >= 0 and var found)
        {
            at += found;
            if (at + 1 == bytes.Length || bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
                return at;
            at += 2;
        }
        return bytes.Length;
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> payload)
    {
        var segment = new byte[payload.Length + 4];
        (segment[0], segment[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(payload.Length + 2));
        payload.CopyTo(segment.AsSpan(4));
        return segment;
    }

    /// <summary>A colour profile is cut into pieces, each with its number, from 1, and how many there are.</summary>
    private sealed class ProfilePieces
    {
        private const int MostInPiece = 65_535 - 2 - 12 - 2;
        private readonly SortedDictionary<byte, ReadOnlyMemory<byte>> _pieces = [];
        private int _place;

        /// <param name="place">Where it would have been kept.</param>
        public void Add(int place, ReadOnlyMemory<byte> piece)
        {
            if (_pieces.Count == 0)
                _place = place;
            _pieces.TryAdd(piece.Span[0], piece[2..]);
        }

        public void Write(PictureParts parts)
        {
            if (_pieces.Count == 0 || ColourProfile.Clean([.. _pieces.Values.SelectMany(p => p.ToArray())]) is not { } clean)
                return;
            var all = (clean.Length + MostInPiece - 1) / MostInPiece;
            for (var i = 0; i < all && all <= byte.MaxValue; i++)
            {
                var piece = clean.AsSpan(i * MostInPiece, Math.Min(MostInPiece, clean.Length - i * MostInPiece));
                parts.Insert(_place + i, Segment(App2, [.. ProfileName, (byte)(i + 1), (byte)all, .. piece]));
            }
        }
    }
}
