using System.Globalization;
using Guildhall.Memberships.Explaining;

namespace Guildhall.Memberships.Members;

/// <summary>Reads what was typed into the fields of a gift.</summary>
internal static class GiftInput
{
    public static long? Tier(string? typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <exception cref="Kernel.Http.Refused">It is no date.</exception>
    public static DateTime? Until(string? typed, string timeZone) =>
        string.IsNullOrWhiteSpace(typed) ? null : LocalInstant.EndOfDay("until", typed, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
}
