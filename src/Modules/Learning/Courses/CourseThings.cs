using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>
/// Courses, lessons and enrolments. Everyone may know of a course that is public and of the titles of its lessons; what stands in these is
/// a question of its own.
/// </summary>
internal sealed class CourseThings(AppDb db) : IOwnThings
{
    private const int MaxFound = 20, MaxWords = 5;

    public IReadOnlyList<string> Kinds => [Course.OwnKind, Lesson.OwnKind, Enrollment.OwnKind];

    public async Task<IReadOnlyList<ThingFacts>> FindAsync(
        CommunityInfo community, IReadOnlyCollection<Thing> things, CancellationToken cancel = default)
    {
        var facts = new List<ThingFacts>();
        if (IdsOf(things, Course.OwnKind) is { Count: > 0 } courses)
            facts.AddRange(await CoursesAsync(community, Courses(community).Where(c => courses.Contains(c.Id)), cancel));
        if (IdsOf(things, Lesson.OwnKind) is { Count: > 0 } lessons)
            facts.AddRange(await LessonsAsync(community, Lessons(community).Where(l => lessons.Contains(l.Id)), cancel));
        if (IdsOf(things, Enrollment.OwnKind) is { Count: > 0 } enrollments)
            facts.AddRange(await EnrollmentsAsync(community, enrollments, cancel));
        return facts;
    }

    /// <summary>Courses are news; what is added to one is told to those who take it.</summary>
    public async Task<IReadOnlyList<ThingFacts>> NewestAsync(
        CommunityInfo community, string kind, int count, CancellationToken cancel = default) =>
        // Most communities have no courses, and their front pages ask nothing.
        kind == Course.OwnKind && community.OpenSpaces.Any(s => s.Kind == SpaceKind.Courses)
            ? await CoursesAsync(community, Newest(community, count), cancel) : [];

    /// <summary>Of one space, for its feed; all of them together are the news of the community.</summary>
    public async Task<IReadOnlyList<ThingFacts>> NewestTalkAsync(
        CommunityInfo community, long? spaceId, int count, CancellationToken cancel = default) =>
        spaceId is { } space && community.CourseSpace(space) is not null
            ? await CoursesAsync(community, Newest(community, count, space), cancel) : [];

    public async Task<IReadOnlyList<ThingFacts>> SearchAsync(CommunityInfo community, string text, CancellationToken cancel = default)
    {
        if (IdIn(text, "/courses/") is { } course)
            return await CoursesAsync(community, Courses(community).Where(c => c.Id == course), cancel);
        if (IdIn(text, "/lessons/") is { } lesson)
            return await LessonsAsync(community, Lessons(community).Where(l => l.Id == lesson), cancel);
        var (courses, lessons) = (Courses(community), Lessons(community));
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            courses = courses.Where(c => c.Title.ToLower().Contains(word));
            lessons = lessons.Where(l => l.Title.ToLower().Contains(word));
        }
        return
        [
            .. await CoursesAsync(community, courses.OrderByDescending(c => c.Id).Take(MaxFound), cancel),
            .. await LessonsAsync(community, lessons.OrderByDescending(l => l.Id).Take(MaxFound), cancel),
        ];
    }

    private static List<long> IdsOf(IReadOnlyCollection<Thing> things, string kind) =>
        [.. things.Where(t => t.Kind == kind).Select(t => t.Id)];

    /// <summary>Of a path of this site, or of a whole address.</summary>
    private static long? IdIn(string text, string folder)
    {
        var at = text.IndexOf(folder, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = new string([.. text[(at + folder.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return long.TryParse(digits, out var id) ? id : null;
    }

    // Asked by pages of the whole installation too, which stand in no community; so the community is named.
    private IQueryable<Course> Courses(CommunityInfo community) =>
        db.Set<Course>().IgnoreQueryFilters().AsNoTracking().Where(c => c.CommunityId == community.Id);

    // As above.
    private IQueryable<Lesson> Lessons(CommunityInfo community) =>
        db.Set<Lesson>().IgnoreQueryFilters().AsNoTracking().Where(l => l.CommunityId == community.Id && l.DeletedAt == null);

    private IQueryable<Course> Newest(CommunityInfo community, int count, long? spaceId = null) => Courses(community)
        .Where(c => c.State == CourseState.Published && (spaceId == null || c.SpaceId == spaceId))
        .OrderByDescending(c => c.PublishedAt).ThenByDescending(c => c.Id).Take(count);

    private async Task<IReadOnlyList<ThingFacts>> CoursesAsync(CommunityInfo community, IQueryable<Course> courses,
        CancellationToken cancel)
    {
        var rows = await courses.Join(db.Members, c => c.AuthorId, m => m.Id, (c, m) => new
        {
            c.Id, c.SpaceId, c.Access, c.TierId, c.Title, c.Summary, c.AuthorId, Author = m.Name, c.PublishedAt, c.CreatedAt, c.State,
                c.Language,
            c.Cover,
        }).ToListAsync(cancel);
        return [.. rows.OrderByDescending(c => c.PublishedAt).ThenByDescending(c => c.Id).Select(c =>
        {
            var path = CoursePaths.Of(community.Slug, c.Id);
            return new ThingFacts(
                new Thing(Course.OwnKind, c.Id), c.Title, new ThingName("the course “{0}”", [c.Title]), path, CourseGate.ToKnow(c.State))
            {
                // Its own page hides nothing: what a course asks is asked at its lessons.
                ToRead = c.State == CourseState.Draft ? CourseGate.ForAuthors
                    : CourseGate.RequirementOf(community, new CourseTerms(c.Id, c.SpaceId, c.Access, c.TierId)),
                FreeExcerpt = c.Summary,
                AuthorId = c.AuthorId,
                Author = c.Author,
                At = c.PublishedAt ?? c.CreatedAt,
                Language = c.Language,
                Picture = c.Cover is null ? null : c.Cover + "?w=640",
            };
        })];
    }

    private async Task<IReadOnlyList<ThingFacts>> LessonsAsync(CommunityInfo community, IQueryable<Lesson> lessons,
        CancellationToken cancel)
    {
        var rows = await lessons.Join(Courses(community), l => l.CourseId, c => c.Id, (l, c) => new
        {
            l.Id, l.Title, l.State, l.IsPreview, At = l.PublishedAt ?? l.CreatedAt, Course = c.Title, CourseState = c.State, c.AuthorId,
                c.Language,
            CourseId = c.Id, c.SpaceId, c.Access, c.TierId, Author = db.Members.Where(m => m.Id == c.AuthorId).Select(m => m.Name).First(),
        }).ToListAsync(cancel);
        return [.. rows.Select(l => new ThingFacts(
            new Thing(Lesson.OwnKind, l.Id), l.Title, new ThingName("the lesson “{0}” of “{1}”", [l.Title, l.Course]),
            CoursePaths.Lesson(community.Slug, l.Id), CourseGate.ToKnow(l.CourseState, l.State))
        {
            ToRead = CourseGate.ToTake(
                community, new CourseTerms(l.CourseId, l.SpaceId, l.Access, l.TierId), l.CourseState, l.State, l.IsPreview),
            FreeExcerpt = l.Course,
            AuthorId = l.AuthorId,
            Author = l.Author,
            At = l.At,
            Language = l.Language,
        })];
    }

    private async Task<IReadOnlyList<ThingFacts>> EnrollmentsAsync(CommunityInfo community, List<long> ids, CancellationToken cancel)
    {
        // As above.
        var rows = await db.Set<Enrollment>().IgnoreQueryFilters().AsNoTracking()
            .Where(e => e.CommunityId == community.Id && ids.Contains(e.Id))
            .Join(Courses(community), e => e.CourseId, c => c.Id, (e, c) => new { e.Id, e.EnrolledAt, CourseId = c.Id, c.Title })
            .ToListAsync(cancel);
        return [.. rows.Select(e => new ThingFacts(
            new Thing(Enrollment.OwnKind, e.Id), e.Title, new ThingName("an enrolment in “{0}”", [e.Title]),
            CoursePaths.Learners(community.Slug, e.CourseId), CourseGate.ForAuthors) { At = e.EnrolledAt })];
    }
}
