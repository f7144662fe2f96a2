using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Writing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Quizzes;

/// <summary>Writes the questions of a quiz. Attempts that have begun keep the questions that they began with.</summary>
internal sealed class WriteQuestions(AppDb db, Guard guard, CommunityScope scope, CourseSaves saves)
{
    /// <summary>All of them at once, in their order.</summary>
    /// <exception cref="Refused">404; 422 at "questions" or a field of one, such as "2.answers".</exception>
    public Task SetAsync(long lessonId, IReadOnlyList<QuestionDraft> drafts, CancellationToken cancel) =>
        ChangeAsync(lessonId, _ => [.. drafts.Select((d, i) => d.Check($"{i + 1}."))], cancel);

    /// <summary>One more at the end.</summary>
    public Task AddAsync(long lessonId, QuestionDraft draft, CancellationToken cancel) =>
        ChangeAsync(lessonId, now => [.. now, draft.Check()], cancel);

    /// <summary>One anew, at its place.</summary>
    /// <param name="position">From 1.</param>
    public Task ReplaceAsync(long lessonId, int position, QuestionDraft draft, CancellationToken cancel) =>
        ChangeAsync(lessonId, now => position >= 1 && position <= now.Count
            ? [.. now.Take(position - 1), draft.Check(), .. now.Skip(position)] : throw Refused.NotFound(), cancel);

    public Task RemoveAsync(long lessonId, int position, CancellationToken cancel) =>
        ChangeAsync(lessonId, now => position >= 1 && position <= now.Count
            ? [.. now.Take(position - 1), .. now.Skip(position)] : throw Refused.NotFound(), cancel);

    /// <summary>One place up or down.</summary>
    public Task MoveAsync(long lessonId, int position, bool up, CancellationToken cancel) => ChangeAsync(lessonId, now =>
    {
        var to = up ? position - 1 : position + 1;
        if (position < 1 || position > now.Count || to < 1 || to > now.Count)
            return now;
        var moved = now.ToList();
        (moved[position - 1], moved[to - 1]) = (moved[to - 1], moved[position - 1]);
        return moved;
    }, cancel);

    private async Task ChangeAsync(
        long lessonId, Func<IReadOnlyList<CheckedQuestion>, IReadOnlyList<CheckedQuestion>> change, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var lesson = await db.Set<Lesson>().AsNoTracking()
            .SingleOrDefaultAsync(l => l.Id == lessonId && l.Kind == LessonKind.Quiz && l.DeletedAt == null, cancel)
                ?? throw Refused.NotFound();
        var now = await db.Set<Question>().Where(q => q.LessonId == lessonId).OrderBy(q => q.Position).ToListAsync(cancel);
        var wanted = change([.. now.Select(q => QuestionDraft.Of(q).Check())]);
        if (wanted.Count > Question.MaxQuestions)
            throw Refused.AtField("questions", "too_many_questions", "A quiz can have at most {0} questions.", Question.MaxQuestions);
        if (wanted.Count == 0 && lesson.IsShown)
            throw new Refused("quiz_empty", 409, "A published quiz keeps at least one question. Archive the lesson first.");
        db.RemoveRange(now);
        foreach (var (index, question) in wanted.Index())
        {
            db.Add(Question.In(lesson, index + 1, question));
            await saves.AttachAsync(lesson.Thing, by, question.Text, cancel);
        }
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == lesson.CourseId, cancel);
        db.Publish(() => new LessonRevised(
            scope.Id, by, lessonId, course.Id, course.SpaceId, course.State == CourseState.Published && lesson.IsShown));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
