using System.Globalization;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Guildhall.Learning.Certificates;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Studying;

/// <summary>A learner says that they have done a lesson, or takes that back.</summary>
internal sealed class CompleteLesson(AppDb db, LearnerGate gate, CompleteCourse complete, CurrentMember member)
{
    /// <summary>A hundred times is once.</summary>
    /// <exception cref="Refused">404; 409 not_enrolled, lesson_not_open or quiz_not_passed.</exception>
    public async Task RunAsync(long lessonId, CancellationToken cancel)
    {
        var me = member.RequireId();
        var (lesson, enrollmentId) = await gate.RequireAsync(lessonId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        if (lesson is { Kind: LessonKind.Quiz, MustPass: true } && !await PassedAsync(lessonId, me, cancel))
            throw new Refused("quiz_not_passed", 409, "Pass the quiz first: it needs {0} %.", lesson.PassingMark);
        await complete.DoneAsync(lesson, enrollmentId, me, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>It is not done any more. A course that was completed stays completed.</summary>
    public async Task UndoAsync(long lessonId, CancellationToken cancel)
    {
        var me = member.RequireId();
        await gate.RequireAsync(lessonId, cancel);
        if (await db.Set<Progress>().SingleOrDefaultAsync(p => p.LessonId == lessonId && p.MemberId == me, cancel) is not { } progress)
            return;
        progress.Undo();
        await db.SaveChangesAsync(cancel);
    }

    private Task<bool> PassedAsync(long lessonId, long me, CancellationToken cancel) =>
        db.Set<Attempt>().AnyAsync(a => a.LessonId == lessonId && a.MemberId == me && a.Passed, cancel);
}

/// <summary>
/// Marks a lesson as done and looks whether the course is complete with it. In the caller's transaction, who has locked the member and
/// asked the gate.
/// </summary>
internal sealed class CompleteCourse(AppDb db, IssueCertificate certificates, TimeProvider time)
{
    public async Task DoneAsync(Lesson lesson, long enrollmentId, long memberId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var progress = await db.Set<Progress>().SingleOrDefaultAsync(p => p.LessonId == lesson.Id && p.MemberId == memberId, cancel);
        if (progress is null)
            db.Add(progress = Progress.In(lesson, memberId, now));
        var isFirst = progress.DoneAt is null;
        progress.Done(now);
        var enrollment = await db.Set<Enrollment>().SingleAsync(e => e.Id == enrollmentId, cancel);
        enrollment.Visit(lesson.Id, now);
        if (isFirst)
            db.Publish(() => new LessonCompleted(lesson.CommunityId, memberId, lesson.Id, lesson.CourseId));
        await db.SaveChangesAsync(cancel);
        await CheckAsync(enrollment, cancel);
    }

    /// <summary>Completes an enrolment whose learner has done all that counts now; it saves nothing by itself.</summary>
    public async Task CheckAsync(Enrollment enrollment, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var asked = db.Set<Lesson>().Where(
            l => l.CourseId == enrollment.CourseId && l.State == CourseState.Published && l.DeletedAt == null && l.IsRequired);
        var lessons = await asked.CountAsync(cancel);
        if (enrollment.CompletedAt is null)
        {
            if (lessons == 0 || await asked.AnyAsync(
                l => !db.Set<Progress>().Any(p => p.LessonId == l.Id && p.MemberId == enrollment.MemberId && p.DoneAt != null), cancel))
                return;
            enrollment.Complete(now);
            db.Publish(() => new CourseCompleted(
                enrollment.CommunityId, enrollment.MemberId, enrollment.CourseId, enrollment.Id));
        }
        await certificates.RunAsync(enrollment, lessons, now, cancel);
    }
}

/// <summary>Work: a lesson counts no longer, or a course gives certificates from now on: some may be complete, or wait for
/// theirs.</summary>
internal sealed record RecountLearners(long CourseId)
{
    public static WorkOrder Order(long courseId) =>
        new(courseId.ToString(CultureInfo.InvariantCulture), new RecountLearners(courseId));
}

/// <summary>Looks at all who take the course, each in a turn of their own.</summary>
internal sealed class RecountCourse(AppDb db, CompleteCourse complete) : IWork<RecountLearners>
{
    public async Task RunAsync(RecountLearners payload, WorkContext context, CancellationToken cancel)
    {
        var learners = await db.Set<Enrollment>().AsNoTracking().Where(e => e.CourseId == payload.CourseId && e.EndedAt == null)
            .OrderBy(e => e.Id).Select(e => new { e.Id, e.MemberId }).ToListAsync(cancel);
        foreach (var learner in learners)
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.BeginWriteAsync(cancel);
            await db.LockAsync(LockOn.Member, learner.MemberId, cancel);
            if (await db.Set<Enrollment>().SingleOrDefaultAsync(e => e.Id == learner.Id && e.EndedAt == null, cancel) is { } enrollment)
                await complete.CheckAsync(enrollment, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }
}
