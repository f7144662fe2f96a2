using System.Globalization;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Activities.Sessions;

/// <summary>What somebody says of a session, as typed.</summary>
/// <param name="Starts">Such as <c>2027-03-01T20:00</c>, on the clock of the zone.</param>
/// <param name="Zone">IANA name; empty for the community's.</param>
/// <param name="JoinUrl"><c>null</c> or empty keeps what is there.</param>
/// <param name="Seats">Empty for any number.</param>
/// <param name="Access">"everyone", "members", "ticket", or the slug of a tier.</param>
/// <param name="Door">Minutes; empty for 15.</param>
internal sealed record SessionDraft(
    string? Title, string? Markdown, string? Language, string? Starts, string? Zone, string? Minutes, string? JoinUrl, string? Place,
    string? Seats, string? Access, string? Door)
{
    /// <param name="hasLink">Whether a link is there already.</param>
    /// <exception cref="Refused">At the field that cannot stand.</exception>
    public SessionText Check(IReadOnlyList<TierOffer> tiers, string communityZone, bool hasLink)
    {
        var title = Title?.Trim() ?? "";
        if (title.Length == 0)
            throw Refused.AtField("title", "title_missing", "Enter a title.");
        if (title.Length > SessionText.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", SessionText.MaxTitle);
        var language = Language?.Trim() is { Length: > 0 } typed ? typed : "en";
        if (language is not ("zh" or "en"))
            throw Refused.AtField("language", "language_unknown", "Choose Chinese or English.");
        var time = PlannedTime.Check(Starts, Zone, communityZone, "starts");
        var place = Place?.Trim() ?? "";
        if (place.Length > SessionText.MaxPlace)
            throw Refused.AtField("place", "place_too_long", "A place can have at most {0} characters.", SessionText.MaxPlace);
        var link = string.IsNullOrWhiteSpace(JoinUrl) ? null : SessionText.CheckUrl(JoinUrl, "joinUrl");
        if (link is null && !hasLink && place.Length == 0)
            throw Refused.AtField("joinUrl", "nowhere", "Say where it takes place: a link to join, or a place.");
        var tier = Access is null or "" or "everyone" or "members" or "ticket" ? null
            : tiers.FirstOrDefault(t => t.Slug == Access)
                ?? throw Refused.AtField("access", "tier_unknown", "This community has no such tier.");
        var access = tier is not null ? Attendance.Tier : EnumWords.Read<Attendance>(Access) ?? Attendance.Everyone;
        return new SessionText(title, Markdown ?? "", SessionText.Render(Markdown, "markdown"), language, time,
            Number(Minutes, "minutes", 60, 5, SessionText.MaxMinutes) ?? 60, link, place,
            Number(Seats, "seats", null, 1, SessionText.MaxSeats), access, tier?.TierId,
            Number(Door, "door", SessionText.UsualDoor, 0, SessionText.MaxDoor) ?? SessionText.UsualDoor);
    }

    private static int? Number(string? typed, string field, int? without, int least, int most) => string.IsNullOrWhiteSpace(typed) ? without
        : int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Refused.AtField(field, "number_out_of_range", "Enter a whole number from {0} to {1}.", least, most);
}

/// <summary>The same, checked and rendered.</summary>
/// <param name="JoinUrl"><c>null</c> keeps what is there.</param>
internal sealed record SessionText(
    string Title, string Markdown, RenderedMarkdown Rendered, string Language, PlannedTime Time, int Minutes, string? JoinUrl, string Place,
    int? Seats, Attendance Access, long? TierId, int DoorMinutes)
{
    public const int MaxTitle = 120, MaxMarkdown = 50_000, MaxPlace = 200, MaxUrl = 1000, MaxMinutes = 1440, MaxSeats = 100_000,
        UsualDoor = 15, MaxDoor = 1440, MostInSeries = 26;

    /// <exception cref="Refused">At the field: it is no address of the web.</exception>
    public static string CheckUrl(string typed, string field)
    {
        var url = typed.Trim();
        return url.Length <= MaxUrl && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            && !url.Any(char.IsControl) && address is { UserInfo: "", Host.Length: > 0 } ? address.AbsoluteUri
            : throw Refused.AtField(field, "url_invalid", "Enter a whole web address, such as https://meet.example.org/abc.");
    }

    /// <exception cref="Refused">At the field: too long, or more than the pipeline takes.</exception>
    public static RenderedMarkdown Render(string? markdown, string field, string prefix = "user-content-")
    {
        try
        {
            return MarkdownRenderer.Render(
                markdown ?? "", new MarkdownOptions { MaxLength = MaxMarkdown, LinkPictures = true, IdPrefix = prefix });
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField(field);
        }
    }
}
