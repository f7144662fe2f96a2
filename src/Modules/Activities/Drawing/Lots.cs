using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Guildhall.Activities.Drawing;

/// <summary>
/// Who wins, reckoned so that anybody can do it again (docs/decisions/0053-draws.md; the proof page says it in Python).
/// The commitment is SHA-256 of the 32 bytes of the seed. The entries are their numbers in decimal, rising, joined by line feeds, none
/// at the end; their hash is SHA-256 of that text. For the place i, from 0, among the n entries that are left: HMAC-SHA256 with the seed as
/// the key over the ASCII text "HASH:i:t", t = 0, 1, …; its first eight bytes, the highest first, are x; the first x below the greatest
/// multiple of n that 2^64 holds decides: the entry at x mod n wins and leaves the list.
/// </summary>
internal static class Lots
{
    public const int SeedLength = 32;

    private static readonly BigInteger All = BigInteger.One << 64;

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static string Commit(byte[] seed) => Hex(SHA256.HashData(seed));

    public static string Write(IEnumerable<long> entries) =>
        string.Join('\n', entries.Order().Select(e => e.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<long> Read(string entries) =>
        entries.Length == 0 ? [] : [.. entries.Split('\n').Select(e => long.Parse(e, CultureInfo.InvariantCulture))];

    public static string HashOf(string entries) => Hex(SHA256.HashData(Encoding.ASCII.GetBytes(entries)));

    /// <param name="entries">Rising.</param>
    /// <param name="winners">How many at most; no more than there are entries win.</param>
    /// <returns>Entries in the order in which they were drawn.</returns>
    public static IReadOnlyList<long> Cast(byte[] seed, IReadOnlyList<long> entries, int winners)
    {
        var hash = HashOf(Write(entries));
        var left = entries.Order().ToList();
        var drawn = new List<long>();
        for (var place = 0; place < winners && left.Count > 0; place++)
        {
            var at = Below((ulong)left.Count, seed, hash, place);
            drawn.Add(left[at]);
            left.RemoveAt(at);
        }
        return drawn;
    }

    private static int Below(ulong count, byte[] seed, string hash, int place)
    {
        var limit = All - All % count;
        for (var turn = 0; ; turn++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{hash}:{place}:{turn}");
            var number = BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(seed, Encoding.ASCII.GetBytes(text)));
            if (number < limit)
                return (int)(number % count);
        }
    }
}
