using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>Brings a course before everyone, takes it out of the lists, gives it a picture, or removes a draft.</summary>
internal sealed class PublishCourse(AppDb db, Guard guard, CommunityScope scope, IFiles files, TimeProvider time)
{
    /// <exception cref="Refused">409 course_empty: no lesson of it is published.</exception>
    public async Task RunAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var course = await FindAsync(id, cancel);
        if (course.State == CourseState.Published)
            return;
        if (!await db.Set<Lesson>().AnyAsync(l => l.CourseId == id && l.State == CourseState.Published && l.DeletedAt == null, cancel))
            throw new Refused("course_empty", 409, "Publish at least one lesson first.");
        course.Publish(time.GetUtcNow().UtcDateTime);
        db.Publish(() => new CoursePublished(scope.Id, by, id, course.SpaceId));
        await db.SaveChangesAsync(cancel);
    }

    /// <exception cref="Refused">409 course_draft: nobody has seen it yet.</exception>
    public async Task ArchiveAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var course = await FindAsync(id, cancel);
        if (course.State == CourseState.Archived)
            return;
        if (course.State == CourseState.Draft)
            throw new Refused("course_draft", 409, "A draft can't be archived. Delete it instead.");
        course.Archive();
        db.Publish(() => new CourseArchived(scope.Id, by, id, course.SpaceId));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A draft alone: what people have taken or bought stays.</summary>
    /// <exception cref="Refused">409 course_public.</exception>
    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(CoursePermissions.Write, cancel);
        var course = await FindAsync(id, cancel);
        if (course.PublishedAt is not null || await db.Set<Enrollment>().AnyAsync(e => e.CourseId == id, cancel))
            throw new Refused("course_public", 409, "Only a draft that was never public can be deleted. Archive this course instead.");
        foreach (var file in await db.Set<Lesson>().Where(l => l.CourseId == id && l.FileId != null).Select(l => l.FileId!.Value)
            .ToListAsync(cancel))
            await files.ReleaseAsync(file, cancel);
        await files.ReplaceAsync(new Thing(CourseFiles.CoverKind, id), scope.Id, null, cancel);
        db.Remove(course);
        await db.SaveChangesAsync(cancel);
    }

    /// <param name="content"><c>null</c> takes the picture away.</param>
    public async Task CoverAsync(long id, Stream? content, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        await FindAsync(id, cancel);
        // What the file was called is nobody else's business.
        var file = content is null ? null
            : await files.KeepPictureAsync(new IncomingFile(scope.Id, content, "cover", by), PictureShape.AsIs, cancel);
        db.ChangeTracker.Clear();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var course = await FindAsync(id, cancel);
        await files.ReplaceAsync(new Thing(CourseFiles.CoverKind, id), scope.Id, file?.Id, cancel);
        course.CoverWith(file?.Path);
        db.Publish(() => new CourseRevised(scope.Id, by, id, course.SpaceId, course.IsPublic));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task<Course> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Course>().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw Refused.NotFound();
}
