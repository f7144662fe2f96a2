using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Quizzes;

/// <summary>How a learner stands to a quiz.</summary>
public sealed class QuizState
{
    internal QuizState(Lesson lesson, int questions, IReadOnlyList<Attempt> attempts) =>
        (Lesson, Questions, Attempts) = (lesson, questions, attempts);

    internal Lesson Lesson { get; }

    /// <summary>How many it has now.</summary>
    internal int Questions { get; }

    /// <summary>The newest first.</summary>
    internal IReadOnlyList<Attempt> Attempts { get; }

    internal bool IsPassed => Attempts.Any(a => a.Passed);

    internal Attempt? Open => Attempts.FirstOrDefault(a => a.JudgedAt is null);

    /// <summary>How many may still be begun; <c>null</c> for any number.</summary>
    internal int? Left => Lesson.MaxAttempts is { } most ? Math.Max(0, most - Attempts.Count) : null;

    internal bool MayBegin => Open is not null || Left is not 0;

    /// <summary>Whether the right answers are shown beside a judged attempt: not to whoever may still try with them.</summary>
    internal bool ShowsRight => IsPassed || Left == 0;
}

/// <summary>Reads what a learner did in a quiz. The page has asked the gate.</summary>
internal sealed class ReadQuiz(AppDb db)
{
    public async Task<QuizState> RunAsync(Lesson lesson, long? memberId, CancellationToken cancel) => new(
        lesson, await db.Set<Question>().CountAsync(q => q.LessonId == lesson.Id, cancel),
        memberId is not { } me ? [] : await db.Set<Attempt>().AsNoTracking().Where(a => a.LessonId == lesson.Id && a.MemberId == me)
            .OrderByDescending(a => a.Number).ToListAsync(cancel));
}
