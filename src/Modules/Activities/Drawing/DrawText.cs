using System.Globalization;
using Guildhall.Activities.Sessions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Activities.Drawing;

/// <summary>A prize, checked.</summary>
internal sealed record PrizeText(string Name, int Count);

/// <summary>What somebody says of a draw, as typed.</summary>
/// <param name="Access">"everyone", "members", or the slug of a tier.</param>
/// <param name="JoinedBefore">Such as <c>2027-03-01</c>; empty for all.</param>
/// <param name="Closes">Such as <c>2027-03-01T20:00</c>, on the clock of the zone.</param>
/// <param name="Prizes">A line each, with how many before it: "3 × A book".</param>
internal sealed record DrawDraft(
    string? Title, string? Markdown, string? Language, string? Access, string? JoinedBefore, string? Closes, string? Zone, string? Prizes)
{
    /// <exception cref="Refused">At the field that cannot stand.</exception>
    public DrawText Check(IReadOnlyList<TierOffer> tiers, string communityZone, DateTime now)
    {
        var title = Title?.Trim() ?? "";
        if (title.Length == 0)
            throw Refused.AtField("title", "title_missing", "Enter a title.");
        if (title.Length > DrawText.MaxTitle)
            throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", DrawText.MaxTitle);
        var language = Language?.Trim() is { Length: > 0 } typed ? typed : "en";
        if (language is not ("zh" or "en"))
            throw Refused.AtField("language", "language_unknown", "Choose Chinese or English.");
        var tier = Access is null or "" or "everyone" or "members" ? null
            : tiers.FirstOrDefault(t => t.Slug == Access)
                ?? throw Refused.AtField("access", "tier_unknown", "This community has no such tier.");
        var access = tier is not null ? Attendance.Tier : Access == "members" ? Attendance.Members : Attendance.Everyone;
        var time = PlannedTime.Check(Closes, Zone, communityZone, "closes");
        if (time.At <= now)
            throw Refused.AtField("closes", "time_past", "Choose a time to come.");
        return new DrawText(title, Markdown ?? "", SessionText.Render(Markdown, "markdown"), language, access, tier?.TierId,
            CheckDay(communityZone), time, CheckPrizes());
    }

    private DateTime? CheckDay(string communityZone)
    {
        if (string.IsNullOrWhiteSpace(JoinedBefore))
            return null;
        return DateOnly.TryParseExact(JoinedBefore.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and <= 2999 ? WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue), TimeZones.Find(communityZone))
            : throw Refused.AtField("joinedBefore", "day_invalid", "Enter a day, such as 2027-03-01.");
    }

    private List<PrizeText> CheckPrizes()
    {
        var lines = (Prizes ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        if (lines.Count is 0 or > DrawPrize.MostPrizes)
            throw Refused.AtField("prizes", "prizes_missing", "Name 1 to {0} prizes, a line each.", DrawPrize.MostPrizes);
        return lines.ConvertAll(line =>
        {
            var digits = new string([.. line.TakeWhile(char.IsAsciiDigit)]);
            var rest = line[digits.Length..].TrimStart();
            var counted = digits.Length > 0 && rest.Length > 0 && rest[0] is '×' or 'x' or '*';
            var name = (counted ? rest[1..] : line).Trim();
            var count = !counted ? 1 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : 0;
            return name.Length is 0 or > DrawPrize.MaxName || count is < 1 or > DrawPrize.MostOfOne
                ? throw Refused.AtField("prizes", "prize_invalid",
                    "Write each prize as “3 × A book”: from 1 to {0} of it, at most {1} characters.", DrawPrize.MostOfOne, DrawPrize.MaxName)
                : new PrizeText(name, count);
        });
    }
}

/// <summary>The same, checked and rendered.</summary>
internal sealed record DrawText(
    string Title, string Markdown, RenderedMarkdown Rendered, string Language, Attendance Access, long? TierId, DateTime? JoinedBefore,
    PlannedTime Time, IReadOnlyList<PrizeText> Prizes)
{
    public const int MaxTitle = 120;
}
