using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Gifts;

/// <summary>For whom something is bought, checked.</summary>
internal sealed record ClaimWish(ClaimPurpose Purpose, string Name, string? Email, string Message, DateOnly? DeliverOn)
{
    /// <summary>A visitor buys for themselves; their name and address were checked when their member was made.</summary>
    public static ClaimWish OfVisitor(string name, string email) => new(ClaimPurpose.Account, name.Trim(), email.Trim(), "", null);

    /// <summary>One wish in a few characters, to be told from another.</summary>
    public string Print => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Purpose, Name, Email, DeliverOn?.ToString("o", CultureInfo.InvariantCulture), Message))))[..32];
}

/// <summary>A gift as it was typed.</summary>
/// <param name="DeliverOn">A day of the community's calendar, 2026-12-24; empty for today.</param>
public sealed record GiftTyped(string? Name, string? Email, string? Message, string? DeliverOn)
{
    public static GiftTyped Of(HttpContext http) => http.Request.HasFormContentType && http.Request.Form is var form
        ? new(form["giftName"], form["giftEmail"], form["giftMessage"], form["giftDay"]) : new(null, null, null, null);

    /// <summary>Which day the community's calendar shows.</summary>
    public static DateOnly TodayIn(CommunityInfo community, DateTime now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, TimeZones.Find(community.TimeZone)));

    /// <param name="today">On the community's calendar.</param>
    /// <exception cref="Refused">422, at the field.</exception>
    internal ClaimWish Check(DateOnly today)
    {
        var (name, message) = ((Name ?? "").Trim(), (Message ?? "").Trim().ReplaceLineEndings("\n"));
        if (name.Length is 0 or > OrderClaim.NameLength)
            throw Refused.AtField("giftName", "gift_name", "Enter the recipient's name, 1 to {0} characters.", OrderClaim.NameLength);
        if (message.Length > OrderClaim.MessageLength)
            throw Refused.AtField("giftMessage", "gift_message_too_long", "A message can have at most {0} characters.", OrderClaim.MessageLength);
        if (name.Any(char.IsControl) || message.Any(c => char.IsControl(c) && c != '\n'))
            throw Refused.AtField("giftMessage", "gift_text_invalid", "This contains characters that can't be shown.");
        return new ClaimWish(ClaimPurpose.Gift, name, Address(), message, Day(today));
    }

    private string? Address()
    {
        var email = (Email ?? "").Trim();
        if (email.Length == 0)
            return null;
        return email.Length <= OrderClaim.EmailLength && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && MailAddress.TryCreate(email, out var address) && address.Address == email ? email
            : throw Refused.AtField("giftEmail", "gift_email_invalid", "This is not an email address, such as name@example.org.");
    }

    private DateOnly? Day(DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(DeliverOn))
            return null;
        if (!DateOnly.TryParseExact(DeliverOn.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw Refused.AtField("giftDay", "gift_day_malformed", "Enter the day like 2026-12-24.");
        if (day < today || day > today.AddDays(OrderClaim.DaysAhead))
            throw Refused.AtField("giftDay", "gift_day_out_of_range", "Choose today or a later day, at most {0} days ahead.", OrderClaim.DaysAhead);
        return day;
    }
}
