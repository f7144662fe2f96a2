using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Quizzes;

/// <summary>A learner begins an attempt and hands it in. It is judged here and nowhere else.</summary>
internal sealed class TakeQuiz(AppDb db, LearnerGate gate, CompleteCourse complete, CurrentMember member, TimeProvider time)
{
    /// <returns>The attempt that is open now: one that was begun and not handed in goes on.</returns>
    /// <exception cref="Refused">As of every deed in a lesson; 404 where it is no quiz; 409 attempts_used_up.</exception>
    public async Task<Attempt> BeginAsync(long lessonId, CancellationToken cancel)
    {
        var me = member.RequireId();
        var (lesson, _) = await RequireAsync(lessonId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var attempts = await db.Set<Attempt>().Where(a => a.LessonId == lessonId && a.MemberId == me).OrderBy(a => a.Number)
            .ToListAsync(cancel);
        if (attempts is [.., { JudgedAt: null } open])
            return open;
        if (lesson.MaxAttempts is { } most && attempts.Count >= most)
            throw new Refused("attempts_used_up", 409, "You have used all {0} attempts.", most);
        var questions = await db.Set<Question>().AsNoTracking().Where(q => q.LessonId == lessonId).OrderBy(q => q.Position)
            .ToListAsync(cancel);
        if (questions.Count == 0)
            throw Refused.NotFound();
        var attempt = Attempt.Begin(lesson, me, attempts.Count + 1, Sheet.Of(questions), time.GetUtcNow().UtcDateTime);
        db.Add(attempt);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return attempt;
    }

    /// <summary>Hands the open attempt in: once, whatever is sent afterwards.</summary>
    /// <param name="answers">For each question of its sheet, in its order, what was typed or chosen.</param>
    /// <returns>The attempt, judged.</returns>
    /// <exception cref="Refused">As above; 409 attempt_judged; 422 at "answer-2" and the like.</exception>
    public async Task<Attempt> JudgeAsync(
        long lessonId, int number, IReadOnlyList<IReadOnlyList<string>> answers, CancellationToken cancel)
    {
        var me = member.RequireId();
        var (lesson, enrollment) = await RequireAsync(lessonId, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, me, cancel);
        var attempt = await db.Set<Attempt>().SingleOrDefaultAsync(a => a.LessonId == lessonId && a.MemberId == me && a.Number == number,
            cancel)
            ?? throw Refused.NotFound();
        if (attempt.JudgedAt is not null)
            throw new Refused("attempt_judged", 409, "This attempt was handed in already.");
        var questions = attempt.Sheet.Questions;
        var faults = Refused.AllOf(questions.Select((q, i) => (Action)(() => q.Read(Given(answers, i), FieldOf(i)))));
        if (faults.Count > 0)
            throw faults[0];
        attempt.Judge([.. questions.Select((q, i) => q.Read(Given(answers, i), FieldOf(i)))], lesson.PassingMark,
            time.GetUtcNow().UtcDateTime);
        db.Publish(() => new QuizJudged(
            lesson.CommunityId, me, lessonId, lesson.CourseId, number, attempt.Percent, attempt.Passed));
        if (attempt.Passed || !lesson.MustPass)
            await complete.DoneAsync(lesson, enrollment, me, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return attempt;
    }

    /// <param name="index">From 0.</param>
    public static string FieldOf(int index) => $"answer-{index + 1}";

    private static IReadOnlyList<string> Given(IReadOnlyList<IReadOnlyList<string>> answers, int index) =>
        index < answers.Count ? answers[index] : [];

    private async Task<(Lesson Lesson, long EnrollmentId)> RequireAsync(long lessonId, CancellationToken cancel)
    {
        var (lesson, enrollment) = await gate.RequireAsync(lessonId, cancel);
        return lesson.Kind == LessonKind.Quiz ? (lesson, enrollment) : throw Refused.NotFound();
    }
}
