using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Selling;
using Guildhall.Learning.Studying;
using Guildhall.Learning.Writing;

namespace Guildhall.Learning.Api;

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record CourseListDocument(IReadOnlyList<CourseSummary> Items, string? Next);

/// <param name="Space">Slug of its space.</param>
/// <param name="Done">How many lessons the caller has done; null where they do not take it.</param>
/// <param name="Locked">Whether the caller needs a membership or a purchase to take it.</param>
public sealed record CourseSummary(
    long Id, string? Space, string Title, string Path, string Summary, string Author, string Language, CourseState State,
        DateTime? PublishedAt,
    int Lessons, int Minutes, int? Done, bool Completed, bool Locked)
{
    internal static CourseSummary Of(CourseCard card, CommunityInfo community) => new(
        card.Id, community.CourseSpace(card.SpaceId)?.Slug, card.Title, CoursePaths.Of(community.Slug, card.Id), card.Summary, card.Author,
        card.Language, card.State, card.PublishedAt, card.Lessons, card.Minutes, card.Done, card.IsCompleted, card.Locked);
}

/// <param name="Markdown">What it is about, as written.</param>
/// <param name="Access">"space", "open", "tier" or "bought".</param>
/// <param name="Allowed">Whether the gate lets the caller take it.</param>
/// <param name="OpenedBy">The tiers on sale that would open it.</param>
/// <param name="Prices">At which it is sold by itself.</param>
/// <param name="Edition">For `edition` when it is revised.</param>
/// <param name="Version">For `version` when it is arranged.</param>
/// <param name="EnrolledAt">Null where the caller does not take it.</param>
/// <param name="Certificate">Path of the caller's certificate; null without one.</param>
public sealed record CourseDocument(
    long Id, string? Space, string Title, string Path, string Summary, string Markdown, string Html, IReadOnlyList<string> Outcomes,
        string Author,
    string Language, CourseState State, CourseAccess Access, long? TierId, bool HasCertificate, DateTime? PublishedAt, bool Allowed,
    IReadOnlyList<TierOffer> OpenedBy, IReadOnlyList<CoursePrice> Prices, int Edition, int Version, DateTime? EnrolledAt,
        DateTime? CompletedAt,
    int Done, int Total, string? Certificate, IReadOnlyList<SectionDocument> Sections)
{
    internal static CourseDocument Of(SeenCourse seen, IReadOnlyList<CourseOffer> offers, CommunityInfo community)
    {
        var course = seen.Course;
        return new(
            course.Id, community.CourseSpace(course.SpaceId)?.Slug, course.Title, CoursePaths.Of(community.Slug, course.Id), course.Summary,
            course.Markdown, course.Html, course.Promises, seen.Author, course.Language, course.State, course.Access, course.TierId,
            course.HasCertificate, course.PublishedAt, seen.Standing.Decision.Allowed, seen.Standing.Decision.OpenedBy,
            [.. offers.Select(o => new CoursePrice(o.Currency, o.Amount!.Value))], course.Edition, course.Arrangement,
            seen.Enrollment?.EnrolledAt, seen.Enrollment?.CompletedAt, seen.Done, seen.Total,
            seen.Certificate is { } own ? CoursePaths.Certificate(community.Slug, own.Code) : null,
            [.. seen.Sections.Select(s => new SectionDocument(s.Section.Id, s.Section.Title, s.Section.Drip, s.Section.DripDays,
                s.Section.DripAt, s.Section.DripZone, s.OpensAt,
                [.. s.Lessons.Select(l => new LessonSummary(l.Id, l.Title, l.Kind, l.Minutes, l.IsPreview, l.IsRequired, l.State, l.IsOpen,
                    l.IsDone))]))]);
    }
}

/// <param name="OpensAt">UTC, where its day is still to come for the caller.</param>
public sealed record SectionDocument(
    long Id, string Title, DripKind Drip, int? Days, DateTime? At, string? Zone, DateTime? OpensAt, IReadOnlyList<LessonSummary> Lessons);

/// <param name="Open">Whether the caller may take it now.</param>
public sealed record LessonSummary(
    long Id, string Title, LessonKind Kind, int Minutes, bool Preview, bool Required, CourseState State, bool Open, bool Done);

/// <param name="Space">Slug of a space of courses; only when it is made.</param>
/// <param name="Outcomes">What one can do afterwards.</param>
/// <param name="Access">"space", "open", "bought", or the slug of a tier.</param>
/// <param name="Edition">The one that was read; null overwrites whatever stands there.</param>
public sealed record CourseInput(
    string? Space, string? Title, string? Summary, string? Markdown, IReadOnlyList<string>? Outcomes, string? Language, string? Access,
    bool Certificate = false, int? Edition = null)
{
    internal CourseDraft Draft => new(Title, Summary, Markdown, string.Join('\n', Outcomes ?? []), Language, Access, Certificate);
}

/// <param name="Url">Of its page.</param>
public sealed record CourseCreated(long Id, string Url);

public sealed record SectionCreated(long Id);

/// <param name="Url">Of its page.</param>
public sealed record LessonCreated(long Id, string Url);

/// <param name="Amount">Minor units.</param>
public sealed record CoursePrice(string? Currency, long Amount);

/// <param name="Prices">One a currency; none ends the sale.</param>
public sealed record CourseOfferInput(IReadOnlyList<CoursePrice>? Prices)
{
    /// <exception cref="Refused">422: an unknown currency.</exception>
    internal IReadOnlyList<Money> Money =>
        [.. (Prices ?? []).Index().Where(p => p.Item is not null).Select(p => new Money(p.Item.Amount, Code(p.Item.Currency, p.Index)))];

    private static string Code(string? currency, int index) => Currencies.Find(currency)?.Code
        ?? throw Refused.AtField($"prices[{index}].currency", "currency_unknown", "Choose a currency from the list, such as CNY.");
}

/// <param name="Sections">All of the course in their order.</param>
/// <param name="Version">The one that was read; null arranges whatever was there.</param>
public sealed record CourseOrder(IReadOnlyList<SectionPlace>? Sections, int? Version);

/// <param name="Lessons">Ids in their order.</param>
public sealed record SectionPlace(long Id, IReadOnlyList<long>? Lessons);

public sealed record CourseVersion(int Version);

/// <param name="Drip">When it opens to a learner: "at_once", "days" after the section before, or a "date".</param>
/// <param name="At">Of a date: the time on the wall, such as 2027-03-01T09:00.</param>
/// <param name="Zone">IANA name; null for the community's.</param>
public sealed record SectionInput(string? Title, DripKind? Drip, int? Days, string? At, string? Zone)
{
    internal SectionDraft Draft => new(Title, Drip is { } drip ? EnumWords.Of(drip) : null,
        Days?.ToString(System.Globalization.CultureInfo.InvariantCulture), At, Zone);
}

/// <param name="Kind">Only when it is made.</param>
/// <param name="Minutes">How long it takes; null for as long as its words take.</param>
/// <param name="Embed">Of a film or of sound: its address at another site.</param>
/// <param name="PassingMark">Of a quiz, in percent; null for 70.</param>
/// <param name="MaxAttempts">Of a quiz; null for any number.</param>
/// <param name="MustPass">Of a quiz: whether it is done by passing only.</param>
/// <param name="Edition">The one that was read; null overwrites whatever stands there.</param>
public sealed record LessonInput(
    LessonKind? Kind, string? Title, string? Markdown, int? Minutes, string? Embed, bool Preview = false, bool Required = true,
    int? PassingMark = null, int? MaxAttempts = null, bool MustPass = false, int? Edition = null)
{
    internal LessonDraft Draft => new(Title, Markdown, Text(Minutes), Embed, Preview, Required, Text(PassingMark), Text(MaxAttempts),
        MustPass);

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
