using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>A lesson in the contents of a course, as one viewer sees it: of a closed one title and length alone.</summary>
/// <param name="Number">Among all lessons of the course, from 1.</param>
/// <param name="IsOpen">Whether this viewer may take it now.</param>
internal sealed record LessonLine(
    long Id, int Number, string Title, LessonKind Kind, int Minutes, bool IsPreview, bool IsRequired, CourseState State, bool IsOpen,
    bool IsDone);

/// <summary>A section with its lessons.</summary>
/// <param name="OpensAt">UTC, where its day is still to come for this viewer.</param>
internal sealed record SeenSection(Section Section, DateTime? OpensAt, IReadOnlyList<LessonLine> Lessons);

/// <summary>A course as one viewer sees it.</summary>
public sealed class SeenCourse
{
    internal SeenCourse(
        Course course, string author, Standing standing, IReadOnlyList<SeenSection> sections, Certificate? certificate, bool mayWrite) =>
        (Course, Author, Standing, Sections, Certificate, MayWrite) = (course, author, standing, sections, certificate, mayWrite);

    internal Course Course { get; }

    internal string Author { get; }

    internal Standing Standing { get; }

    internal IReadOnlyList<SeenSection> Sections { get; }

    /// <summary>The viewer's own; <c>null</c> without.</summary>
    internal Certificate? Certificate { get; }

    internal bool MayWrite { get; }

    internal IEnumerable<LessonLine> Lessons => Sections.SelectMany(s => s.Lessons);

    /// <summary>Those that count.</summary>
    private IEnumerable<LessonLine> Counted => Lessons.Where(l => l is { State: CourseState.Published, IsRequired: true });

    internal int Total => Counted.Count();

    internal int Done => Counted.Count(l => l.IsDone);

    internal int Minutes => Lessons.Where(l => l.State == CourseState.Published).Sum(l => l.Minutes);

    internal Enrollment? Enrollment => Standing.Enrollment;

    /// <summary>Where a learner goes on: the first open lesson that is not done; <c>null</c> where none is left.</summary>
    internal LessonLine? Next => Standing.IsLearner ? Lessons
        .FirstOrDefault(l => l is { State: CourseState.Published, IsOpen: true, IsDone: false }) : null;

    /// <summary>UTC: when the next section opens to a learner; <c>null</c> where all are open.</summary>
    internal DateTime? NextOpening => Sections.Select(s => s.OpensAt).Where(at => at is not null).Min();
}

/// <summary>Reads a course with its contents; a draft only for those who write courses.</summary>
internal sealed class ReadCourse(AppDb db, LessonDoors doors, CurrentHoldings held)
{
    /// <exception cref="Refused">404: there is none, or it is a draft.</exception>
    public async Task<SeenCourse> RunAsync(CommunityInfo community, long id, Viewer viewer, CancellationToken cancel)
    {
        var found = await db.Set<Course>().AsNoTracking().Where(c => c.CommunityId == community.Id && c.Id == id)
            .Select(c => new { Course = c, Author = db.Members.Where(m => m.Id == c.AuthorId).Select(m => m.Name).First() })
            .SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
        var mayWrite = (await held.GetAsync(cancel)).MayWrite();
        if (!found.Course.IsPublic && !mayWrite)
            throw Refused.NotFound();
        var sections = await db.Set<Section>().AsNoTracking().Where(s => s.CourseId == id).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .ToListAsync(cancel);
        var lessons = await db.Set<Lesson>().AsNoTracking()
            .Where(l => l.CourseId == id && l.DeletedAt == null
                && (mayWrite ? l.State != CourseState.Archived : l.State == CourseState.Published))
            .OrderBy(l => l.Position).ThenBy(l => l.Id)
            .Select(l => new { l.Id, l.SectionId, l.Title, l.Kind, l.Minutes, l.IsPreview, l.IsRequired, l.State }).ToListAsync(cancel);
        var standing = await doors.OfAsync(community, found.Course.Terms, sections, viewer, cancel);
        var done = standing.Enrollment is not { } enrollment ? [] : await db.Set<Progress>().AsNoTracking()
            .Where(p => p.CourseId == id && p.MemberId == enrollment.MemberId && p.DoneAt != null).Select(p => p.LessonId)
                .ToHashSetAsync(cancel);
        var number = 0;
        return new SeenCourse(found.Course, found.Author, standing,
        [
            .. sections.Select(s => new SeenSection(s, OpensAt(standing, s),
                [.. lessons.Where(l => l.SectionId == s.Id).Select(l => new LessonLine(
                l.Id, ++number, l.Title, l.Kind, l.Minutes, l.IsPreview, l.IsRequired, l.State,
                l.State == CourseState.Published ? standing.MayTake(s.Id, l.IsPreview) : mayWrite, done.Contains(l.Id)))]))
                .Where(s => mayWrite || s.Lessons.Count > 0),
        ], await OwnAsync(standing.Enrollment, cancel), mayWrite);
    }

    private static DateTime? OpensAt(Standing standing, Section section) =>
        standing.Openings.TryGetValue(section.Id, out var at) && at > standing.Now ? at : null;

    private async Task<Certificate?> OwnAsync(Enrollment? enrollment, CancellationToken cancel) => enrollment is null ? null
        : await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.EnrollmentId == enrollment.Id, cancel);
}

/// <summary>A lesson as one viewer sees it, in its course.</summary>
/// <param name="Line">Its own line in the contents.</param>
/// <param name="Progress">A learner's; <c>null</c> where they were never in it.</param>
internal sealed record SeenLesson(SeenCourse In, Lesson Lesson, LessonLine Line, Progress? Progress)
{
    public bool IsOpen => Line.IsOpen;

    public SeenSection Section => In.Sections.First(s => s.Section.Id == Lesson.SectionId);

    public LessonLine? Previous => Neighbour(-1);

    public LessonLine? Next => Neighbour(1);

    private LessonLine? Neighbour(int step)
    {
        List<LessonLine> all = [.. In.Lessons];
        var at = all.FindIndex(l => l.Id == Lesson.Id) + step;
        return at >= 0 && at < all.Count ? all[at] : null;
    }
}

/// <summary>Reads a lesson, also a closed one: its page says what opens it. Whoever draws it looks at <see cref="SeenLesson.IsOpen"/>.</summary>
internal sealed class ReadLesson(AppDb db, ReadCourse courses)
{
    /// <exception cref="Refused">404: there is none that this viewer may know of.</exception>
    public async Task<SeenLesson> RunAsync(CommunityInfo community, long id, Viewer viewer, CancellationToken cancel)
    {
        var lesson = await db.Set<Lesson>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.CommunityId == community.Id && l.Id == id && l.DeletedAt == null, cancel)
                ?? throw Refused.NotFound();
        var course = await courses.RunAsync(community, lesson.CourseId, viewer, cancel);
        if (lesson.State != CourseState.Published && !course.MayWrite)
            throw Refused.NotFound();
        var line = course.Lessons.FirstOrDefault(l => l.Id == id)
            ?? new LessonLine(id, 0, lesson.Title, lesson.Kind, lesson.Minutes, lesson.IsPreview, lesson.IsRequired, lesson.State, true,
                false);
        var progress = course.Enrollment is not { } enrollment ? null : await db.Set<Progress>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.LessonId == id && p.MemberId == enrollment.MemberId, cancel);
        return new SeenLesson(course, lesson, line, progress);
    }
}
