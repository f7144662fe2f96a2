using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Figures;

/// <summary>How a course fares.</summary>
/// <param name="Enrolled">Who takes it now.</param>
/// <param name="Ended">Who took it and does no longer.</param>
/// <param name="Completed">Of all who ever took it.</param>
internal sealed record CourseFigures(
    int Enrolled, int Ended, int Completed, IReadOnlyList<LessonFigures> Lessons, IReadOnlyList<QuizFigures> Quizzes)
{
    /// <summary>0 to 1; <c>null</c> where nobody ever took it.</summary>
    public double? CompletionRate => Enrolled + Ended == 0 ? null : (double)Completed / (Enrolled + Ended);
}

/// <summary>How people do in one lesson.</summary>
/// <param name="Done">Learners of today who have done it.</param>
/// <param name="Stopped">Learners of today who have not finished the course, were here last, and that a while ago.</param>
internal sealed record LessonFigures(long Id, string Title, int Opened, int Done, int Stopped);

/// <summary>How people do in one quiz.</summary>
/// <param name="Attempts">Judged ones.</param>
/// <param name="Average">Of their percent, 0 to 100; <c>null</c> without any.</param>
internal sealed record QuizFigures(long Id, string Title, int Attempts, int People, int Passed, double? Average);

/// <summary>Counts it. For those who teach.</summary>
internal sealed class ReadFigures(AppDb db, Guard guard, TimeProvider time)
{
    /// <summary>After so long somebody who has not come back counts as stopped.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromDays(14);

    public async Task<CourseFigures> RunAsync(long courseId, CancellationToken cancel)
    {
        await guard.RequireAsync(CoursePermissions.Write, cancel);
        if (!await db.Set<Course>().AnyAsync(c => c.Id == courseId, cancel))
            throw Refused.NotFound();
        var since = time.GetUtcNow().UtcDateTime - Pause;
        var enrollments = db.Set<Enrollment>().AsNoTracking().Where(e => e.CourseId == courseId);
        var active = enrollments.Where(e => e.EndedAt == null);
        var lessons = await db.Set<Lesson>().AsNoTracking()
            .Where(l => l.CourseId == courseId && l.State == CourseState.Published && l.DeletedAt == null)
            .Join(db.Set<Section>(), l => l.SectionId, s => s.Id, (l, s) => new { l.Id, l.Title, l.Kind, Section = s.Position, l.Position })
            .OrderBy(l => l.Section).ThenBy(l => l.Position)
            .Select(l => new
            {
                l.Id, l.Title, l.Kind,
                Opened = db.Set<Progress>().Count(p => p.LessonId == l.Id && active.Any(e => e.MemberId == p.MemberId)),
                Done = db.Set<Progress>().Count(p => p.LessonId == l.Id && p.DoneAt != null && active.Any(e => e.MemberId == p.MemberId)),
                Stopped = active.Count(e => e.CompletedAt == null && e.LastLessonId == l.Id && e.LastAt < since),
            }).ToListAsync(cancel);
        var quizzes = lessons.Where(l => l.Kind == LessonKind.Quiz).Select(l => l.Id).ToList();
        var attempts = (await db.Set<Attempt>().AsNoTracking().Where(a => quizzes.Contains(a.LessonId) && a.JudgedAt != null)
            .GroupBy(a => a.LessonId).Select(g => new
            {
                g.Key, Count = g.Count(), People = g.Select(a => a.MemberId).Distinct().Count(),
                Passed = g.Where(a => a.Passed).Select(a => a.MemberId).Distinct().Count(), Average = g.Average(a => (double)a.Percent),
            }).ToListAsync(cancel)).ToDictionary(a => a.Key);
        return new CourseFigures(
            await active.CountAsync(cancel), await enrollments.CountAsync(e => e.EndedAt != null, cancel),
            await enrollments.CountAsync(e => e.CompletedAt != null, cancel),
            [.. lessons.Select(l => new LessonFigures(l.Id, l.Title, l.Opened, l.Done, l.Stopped))],
            [.. lessons.Where(l => l.Kind == LessonKind.Quiz).Select(l => attempts.TryGetValue(l.Id, out var a)
                ? new QuizFigures(l.Id, l.Title, a.Count, a.People, a.Passed, a.Average) : new QuizFigures(l.Id, l.Title, 0, 0, 0, null))]);
    }
}
