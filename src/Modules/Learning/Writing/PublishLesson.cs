using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Quizzes;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>Publishes, archives or deletes a lesson. Whoever has done it has done it, whatever becomes of it.</summary>
internal sealed class PublishLesson(AppDb db, Guard guard, CommunityScope scope, IFiles files, TimeProvider time)
{
    /// <exception cref="Refused">409 lesson_empty: there is nothing to take yet.</exception>
    public async Task RunAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var (lesson, course) = await FindAsync(id, cancel);
        if (lesson.State == CourseState.Published)
            return;
        if (!await HasContentAsync(lesson, cancel))
            throw new Refused("lesson_empty", 409, "This lesson is still empty. Add its content first.");
        lesson.Publish(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new LessonPublished(scope.Id, by, id, course.Id, course.SpaceId));
        await db.SaveChangesAsync(cancel);
    }

    public async Task ArchiveAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var (lesson, course) = await FindAsync(id, cancel);
        if (lesson.State == CourseState.Archived)
            return;
        lesson.Archive();
        Withdraw(lesson, course, by);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Its words and files go for good; that people did it stays.</summary>
    public async Task DeleteAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var (lesson, course) = await FindAsync(id, cancel);
        if (lesson.FileId is { } file)
            await files.ReleaseAsync(file, cancel);
        db.RemoveRange(await db.Set<Question>().Where(q => q.LessonId == id).ToListAsync(cancel));
        lesson.Delete(time.GetUtcNow().UtcDateTime);
        Withdraw(lesson, course, by);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Without it some may have done all that is left.</summary>
    private void Withdraw(Lesson lesson, Course course, long by)
    {
        db.Enqueue(() => RecountLearners.Order(course.Id));
        db.Publish(() => new LessonWithdrawn(scope.Id, by, lesson.Id, course.Id, course.SpaceId));
    }

    private async Task<bool> HasContentAsync(Lesson lesson, CancellationToken cancel) => lesson.Kind switch
    {
        LessonKind.Text => lesson.Html.Length > 0,
        LessonKind.Quiz => await db.Set<Question>().AnyAsync(q => q.LessonId == lesson.Id, cancel),
        LessonKind.File => lesson.FileId is not null,
        _ => lesson.FileId is not null || lesson.EmbedUrl is not null,
    };

    private async Task<(Lesson Lesson, Course Course)> FindAsync(long id, CancellationToken cancel)
    {
        var lesson = await db.Set<Lesson>().SingleOrDefaultAsync(l => l.Id == id && l.DeletedAt == null, cancel)
            ?? throw Refused.NotFound();
        return (lesson, await db.Set<Course>().SingleAsync(c => c.Id == lesson.CourseId, cancel));
    }
}
