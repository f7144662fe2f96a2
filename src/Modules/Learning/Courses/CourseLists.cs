using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Selling;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>A course as a list shows it.</summary>
/// <param name="Done">Of its lessons that count, by the viewer; <c>null</c> where they do not take it.</param>
/// <param name="Locked">Whether this viewer needs a membership or a purchase to take it.</param>
/// <param name="Price">In the currency to show; <c>null</c> where it is not sold by itself.</param>
public sealed record CourseCard(
    long Id, long SpaceId, string Title, string Summary, string? Cover, string Language, string Author, CourseState State,
        DateTime? PublishedAt,
    int Lessons, int Minutes, int? Done, bool IsCompleted, bool Locked, ShownPrice? Price);

/// <summary>What something costs by itself, in the currency to show.</summary>
/// <param name="Amount">Minor units.</param>
public sealed record ShownPrice(long Amount, string Currency);

/// <summary>Lists courses, the newest first.</summary>
internal sealed class CourseLists(AppDb db, CourseOffers offers)
{
    /// <param name="spaceId"><c>null</c> for all spaces.</param>
    /// <param name="after">The last one of the page before.</param>
    /// <param name="currency">In which prices are shown where there is a choice.</param>
    public async Task<Page<CourseCard, long>> PageAsync(
        CommunityInfo community, Holdings holdings, CourseListing listing, long? after, int limit, CancellationToken cancel)
    {
        var courses = db.Set<Course>().AsNoTracking().Where(c => c.CommunityId == community.Id);
        courses = listing.WithDrafts ? courses : courses.Where(c => c.State == CourseState.Published);
        if (listing.SpaceId is { } space)
            courses = courses.Where(c => c.SpaceId == space);
        if (listing.AuthorId is { } author)
            courses = courses.Where(c => c.AuthorId == author);
        if (after is { } last)
            courses = courses.Where(c => c.Id < last);
        var me = holdings.MemberId ?? 0;
        var mine = db.Set<Enrollment>().Where(e => e.MemberId == me && e.EndedAt == null);
        var rows = await courses.OrderByDescending(c => c.Id).Take(limit + 1).Select(c => new
        {
            c.Id, c.SpaceId, c.Access, c.TierId, c.Title, c.Summary, c.Cover, c.Language, c.State, c.PublishedAt,
            Author = db.Members.Where(m => m.Id == c.AuthorId).Select(m => m.Name).First(),
            Lessons = db.Set<Lesson>().Count(l => l.CourseId == c.Id && l.State == CourseState.Published && l.DeletedAt == null),
            Minutes = db.Set<Lesson>().Where(l => l.CourseId == c.Id && l.State == CourseState.Published && l.DeletedAt == null)
                .Sum(l => (int?)l.Minutes) ?? 0,
            IsEnrolled = mine.Any(e => e.CourseId == c.Id),
            IsCompleted = mine.Any(e => e.CourseId == c.Id && e.CompletedAt != null),
            Done = db.Set<Progress>().Count(p => p.CourseId == c.Id && p.MemberId == me && p.DoneAt != null
                && db.Set<Lesson>().Any(l => l.Id == p.LessonId && l.State == CourseState.Published && l.DeletedAt == null)),
        }).ToListAsync(cancel);
        var sold = await offers.TodayAsync([.. rows.Select(r => r.Id)], cancel);
        return Paging.Cut(rows.ConvertAll(r => new CourseCard(
            r.Id, r.SpaceId, r.Title, r.Summary, r.Cover, r.Language, r.Author, r.State, r.PublishedAt, r.Lessons, r.Minutes,
            r.IsEnrolled ? r.Done : null, r.IsCompleted,
            !holdings.Opens(CourseGate.RequirementOf(community, new CourseTerms(r.Id, r.SpaceId, r.Access, r.TierId))),
            PriceOf(sold[r.Id], listing.Currency, community.Currency))), limit, c => c.Id);
    }

    private static ShownPrice? PriceOf(IEnumerable<CourseOffer> sold, string? chosen, string usual) =>
        CourseOffers.Pick(sold, chosen, usual) is { Amount: { } amount } offer ? new ShownPrice(amount, offer.Currency) : null;
}

/// <summary>Which courses a list shows.</summary>
/// <param name="WithDrafts">Archived ones too.</param>
internal sealed record CourseListing(long? SpaceId = null, long? AuthorId = null, bool WithDrafts = false, string? Currency = null);
