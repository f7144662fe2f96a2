using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>How one viewer stands to one course now.</summary>
/// <param name="Decision">Of the gate, on its lessons.</param>
/// <param name="IsTeam">Whether they see all of it by a role.</param>
/// <param name="Enrollment">The one in force; <c>null</c> without.</param>
/// <param name="Openings">UTC, by section; of whoever is not enrolled empty.</param>
internal sealed record Standing(
    Decision Decision, bool IsTeam, Enrollment? Enrollment, IReadOnlyDictionary<long, DateTime> Openings, DateTime Now)
{
    /// <summary>Whether they take it: enrolled, and let in today.</summary>
    public bool IsLearner => Enrollment is not null && Decision.Allowed;

    /// <summary>Whether a section's day has come for them.</summary>
    public bool IsOpen(long sectionId) => Openings.TryGetValue(sectionId, out var at) && at <= Now;

    /// <summary>Whether they may have a lesson that is published; the team may have every one.</summary>
    public bool MayTake(long sectionId, bool isPreview) => isPreview || IsTeam || (IsLearner && IsOpen(sectionId));
}

/// <summary>Which lessons are open to whom: what the gate says of the course, and whether the viewer's day has come.</summary>
internal sealed class LessonDoors(AppDb db, IAccess access, TimeProvider time) : IHeldBackThings
{
    public IReadOnlyList<string> Kinds => [Lesson.OwnKind];

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="sections">Of the course, in their order.</param>
    public async Task<Standing> OfAsync(
        CommunityInfo community, CourseTerms terms, IReadOnlyList<Section> sections, Viewer viewer, CancellationToken cancel)
    {
        var now = Now;
        var decision = await access.DecideAsync(viewer, CourseGate.ToTake(community, terms), now, cancel);
        var holdings = await access.HoldingsAsync(viewer, community.Id, now, cancel);
        var enrollment = viewer.MemberId is { } me
            ? await db.Set<Enrollment>().IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(
                e => e.CommunityId == community.Id && e.CourseId == terms.Id && e.MemberId == me && e.EndedAt == null, cancel)
            : null;
        return new Standing(decision, holdings.IsTeam(), enrollment,
            enrollment is null ? new Dictionary<long, DateTime>() : Drip.OpeningsOf(sections, enrollment.EnrolledAt), now);
    }

    /// <summary>Why lessons that the gate has opened are not there for this viewer: they do not take the course, or their day has not
    /// come.</summary>
    public async Task<IReadOnlyDictionary<Thing, Reason>> HeldBackAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default)
    {
        var now = Now;
        if ((await access.HoldingsAsync(viewer, community.Id, now, cancel)).IsTeam())
            return new Dictionary<Thing, Reason>();
        var ids = things.Select(t => t.Id).ToList();
        // Asked by pages of the whole installation too, which stand in no community; so the community is named, here and below.
        var lessons = await db.Set<Lesson>().IgnoreQueryFilters().AsNoTracking()
            .Where(l => l.CommunityId == community.Id && ids.Contains(l.Id) && !l.IsPreview)
            .Select(l => new { l.Id, l.CourseId, l.SectionId }).ToListAsync(cancel);
        var (courses, me) = (lessons.Select(l => l.CourseId).Distinct().ToList(), viewer.MemberId ?? 0);
        if (courses.Count == 0)
            return new Dictionary<Thing, Reason>();
        var enrolled = await db.Set<Enrollment>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == community.Id && e.MemberId == me && courses.Contains(e.CourseId) && e.EndedAt == null)
            .ToDictionaryAsync(e => e.CourseId, e => e.EnrolledAt, cancel);
        var sections = (await db.Set<Section>().IgnoreQueryFilters().AsNoTracking()
            .Where(s => s.CommunityId == community.Id && courses.Contains(s.CourseId)).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .ToListAsync(cancel)).ToLookup(s => s.CourseId);
        var openings = enrolled.ToDictionary(e => e.Key, e => Drip.OpeningsOf(sections[e.Key], e.Value));
        var held = new Dictionary<Thing, Reason>();
        foreach (var lesson in lessons)
            if (!openings.TryGetValue(lesson.CourseId, out var opens))
                held[new Thing(Lesson.OwnKind, lesson.Id)] = new Reason(false, "Not enrolled in the course.", []);
            else if (opens.GetValueOrDefault(lesson.SectionId) is var at && at > now)
                held[new Thing(Lesson.OwnKind, lesson.Id)] = new Reason(false, "The course opens this lesson to them on {0}.", [at]);
        return held;
    }
}
