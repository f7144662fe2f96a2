using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>Ids of the lessons of a section, in their order.</summary>
internal sealed record SectionOrder(long Section, IReadOnlyList<long> Lessons);

/// <summary>
/// Puts sections and lessons into the order in which they shall be taken. Whoever names the arrangement that they have seen is told when
/// somebody else has arranged the course since; nothing is changed then.
/// </summary>
internal sealed class ArrangeCourse(AppDb db, Guard guard, CommunityScope scope, TimeProvider time)
{
    /// <param name="order">All sections and all lessons that are not deleted, each once.</param>
    /// <param name="version">The arrangement that was read; <c>null</c> arranges whatever was there.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="Refused">404; 409 <c>arranged_meanwhile</c>; 422 at "sections".</exception>
    public Task<int> RunAsync(long courseId, IReadOnlyList<SectionOrder> order, int? version, CancellationToken cancel) =>
        ArrangeAsync(courseId, version, now =>
        {
            if (!Same(now.Select(s => s.Section), order.Select(s => s.Section))
                || !Same(now.SelectMany(s => s.Lessons), order.SelectMany(s => s.Lessons)))
                throw Refused.AtField("sections", "order_incomplete", "The order must name every section and every lesson of the course once.");
            return order;
        }, cancel);

    /// <summary>Moves a section by so many places.</summary>
    public Task<int> MoveSectionAsync(long courseId, long sectionId, int by, int? version, CancellationToken cancel) =>
        ArrangeAsync(courseId, version, now =>
        {
            var moved = now.ToList();
            var from = moved.FindIndex(s => s.Section == sectionId);
            if (from < 0)
                throw Refused.NotFound();
            var section = moved[from];
            moved.RemoveAt(from);
            moved.Insert(Math.Clamp(from + by, 0, moved.Count), section);
            return moved;
        }, cancel);

    /// <summary>Moves a lesson by one place: over the end of its section into the next one.</summary>
    public Task<int> MoveLessonAsync(long courseId, long lessonId, bool up, int? version, CancellationToken cancel) =>
        ArrangeAsync(courseId, version, now =>
        {
            var sections = now.Select(s => (s.Section, Lessons: s.Lessons.ToList())).ToList();
            var at = sections.FindIndex(s => s.Lessons.Contains(lessonId));
            if (at < 0)
                throw Refused.NotFound();
            var (lessons, place) = (sections[at].Lessons, sections[at].Lessons.IndexOf(lessonId));
            lessons.RemoveAt(place);
            if (up && place > 0)
                lessons.Insert(place - 1, lessonId);
            else if (!up && place < lessons.Count)
                lessons.Insert(place + 1, lessonId);
            else if (up && at > 0)
                sections[at - 1].Lessons.Add(lessonId);
            else if (!up && at < sections.Count - 1)
                sections[at + 1].Lessons.Insert(0, lessonId);
            else
                lessons.Insert(place, lessonId);
            return [.. sections.Select(s => new SectionOrder(s.Section, s.Lessons))];
        }, cancel);

    /// <summary>Moves a lesson into a section: right before another lesson there, else to its end.</summary>
    public Task<int> PutLessonAsync(long courseId, long lessonId, long sectionId, long? before, int? version, CancellationToken cancel) =>
        ArrangeAsync(courseId, version, now =>
        {
            var sections = now.Select(s => (s.Section, Lessons: s.Lessons.Where(l => l != lessonId).ToList())).ToList();
            var place = sections.FindIndex(s => s.Section == sectionId);
            if (place < 0 || !now.Any(s => s.Lessons.Contains(lessonId)))
                throw Refused.NotFound();
            var to = sections[place].Lessons;
            var at = before is { } other ? to.IndexOf(other) : -1;
            to.Insert(at < 0 ? to.Count : at, lessonId);
            return [.. sections.Select(s => new SectionOrder(s.Section, s.Lessons))];
        }, cancel);

    private async Task<int> ArrangeAsync(
        long courseId, int? version, Func<IReadOnlyList<SectionOrder>, IReadOnlyList<SectionOrder>> arrange, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var course = await db.Set<Course>().SingleOrDefaultAsync(c => c.Id == courseId, cancel) ?? throw Refused.NotFound();
        var sections = await db.Set<Section>().Where(s => s.CourseId == courseId).OrderBy(s => s.Position).ThenBy(s => s.Id)
            .ToListAsync(cancel);
        var lessons = await db.Set<Lesson>().Where(l => l.CourseId == courseId && l.DeletedAt == null).OrderBy(l => l.Position)
            .ThenBy(l => l.Id).ToListAsync(cancel);
        if (version is { } seen && seen != course.Arrangement)
            throw new Refused("arranged_meanwhile", 409, "Someone else rearranged this course. Nothing was changed: look at the new order first.")
            {
                Extra = { ["version"] = course.Arrangement },
            };
        var order = arrange([.. sections.Select(s =>
            new SectionOrder(s.Id, [.. lessons.Where(l => l.SectionId == s.Id).Select(l => l.Id)]))]);
        foreach (var (place, wanted) in order.Index())
        {
            sections.Single(s => s.Id == wanted.Section).MoveTo(place + 1);
            foreach (var (number, id) in wanted.Lessons.Index())
                lessons.Single(l => l.Id == id).MoveTo(wanted.Section, number + 1);
        }
        course.Arrange(time.GetUtcNow().UtcDateTime);
        db.Enqueue(() => ReplanOpenings.Order(courseId));
        db.Publish(() => new CourseRevised(scope.Id, by, courseId, course.SpaceId, course.IsPublic));
        await CourseSaves.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return course.Arrangement;
    }

    private static bool Same(IEnumerable<long> now, IEnumerable<long> wanted) => now.Order().SequenceEqual(wanted.Order());
}
