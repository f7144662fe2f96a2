using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>A file for a lesson.</summary>
internal sealed record LessonFile(Stream Content, string? Name);

/// <summary>Adds a lesson as a draft at the end of a section, and says anew what it is.</summary>
internal sealed class MakeLesson(AppDb db, Guard guard, CommunityScope scope, IFiles files, CourseSaves saves)
{
    /// <param name="key">The same key again gives the same lesson of this course; <c>null</c> for none.</param>
    /// <returns>Its id, and whether it is new.</returns>
    public async Task<(long Id, bool IsNew)> RunAsync(
        long sectionId, LessonKind kind, LessonDraft draft, LessonFile? file, string? key, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        key = Keys.Checked(key);
        var courseId = await db.Set<Section>().Where(s => s.Id == sectionId).Select(s => (long?)s.CourseId).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        if (key is not null && await MadeAsync(courseId, key, cancel) is { } made)
            return (made, false);
        var text = draft.Check(kind);
        var kept = await KeepAsync(kind, file, by, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        if (key is not null && await MadeAsync(courseId, key, cancel) is { } meanwhile)
            return (meanwhile, false);
        var section = await db.Set<Section>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == sectionId, cancel)
            ?? throw Refused.NotFound();
        var places = await db.Set<Lesson>().Where(l => l.CourseId == section.CourseId && l.DeletedAt == null)
            .Select(l => new { l.SectionId, l.Position }).ToListAsync(cancel);
        if (places.Count >= Lesson.MaxLessons)
            throw new Refused("too_many_lessons", 409, "A course can have at most {0} lessons.", Lesson.MaxLessons);
        var lesson = Lesson.In(
            section, kind, places.Where(p => p.SectionId == sectionId).Select(p => p.Position).DefaultIfEmpty().Max() + 1, key, saves.Now);
        lesson.Say(text, saves.Now);
        lesson.Hold(kept);
        db.Add(lesson);
        // The first save gives the id that the rest hangs on.
        await db.SaveChangesAsync(cancel);
        await saves.AttachAsync(lesson.Thing, by, text.Rendered, cancel);
        if (kept is not null)
            await files.AttachAsync(kept.Id, lesson.Thing, cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == section.CourseId, cancel);
        db.Publish(() => new LessonRevised(scope.Id, by, lesson.Id, course.Id, course.SpaceId, IsPublic: false));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (lesson.Id, true);
    }

    /// <param name="edition">The save that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <param name="draft"><c>null</c> leaves what is said.</param>
    /// <param name="file"><c>null</c> leaves the file that it has.</param>
    /// <exception cref="Refused">404; 409 where somebody else saved it meanwhile; 422 at a field.</exception>
    public async Task ReviseAsync(long id, int? edition, LessonDraft? draft, LessonFile? file, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var kind = (await FindAsync(id, cancel)).Kind;
        var text = draft?.Check(kind);
        var kept = await KeepAsync(kind, file, by, cancel);
        db.ChangeTracker.Clear();
        await using var transaction = await db.BeginWriteAsync(cancel);
        var lesson = await FindAsync(id, cancel);
        if (edition is { } seen && seen != lesson.Edition)
            throw CourseSaves.ChangedMeanwhile();
        if (text is not null)
        {
            lesson.Say(text, saves.Now);
            await saves.AttachAsync(lesson.Thing, by, text.Rendered, cancel);
        }
        if (kept is not null)
            await ReplaceAsync(lesson, kept, cancel);
        await TellAsync(lesson, by, cancel);
        await CourseSaves.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Takes its file from it.</summary>
    public async Task DropFileAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var lesson = await FindAsync(id, cancel);
        await ReplaceAsync(lesson, null, cancel);
        await TellAsync(lesson, by, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task ReplaceAsync(Lesson lesson, KeptFile? kept, CancellationToken cancel)
    {
        if (lesson.FileId is { } old)
            await files.ReleaseAsync(old, cancel);
        if (kept is not null)
            await files.AttachAsync(kept.Id, lesson.Thing, cancel);
        lesson.Hold(kept);
    }

    private async Task TellAsync(Lesson lesson, long by, CancellationToken cancel)
    {
        var course = await db.Set<Course>().AsNoTracking().SingleAsync(c => c.Id == lesson.CourseId, cancel);
        db.Publish(() => new LessonRevised(
            scope.Id, by, lesson.Id, course.Id, course.SpaceId, course.State == CourseState.Published && lesson.IsShown));
    }

    /// <exception cref="Refused">At the field "file": it is not what such a lesson holds, or cannot be kept.</exception>
    private async Task<KeptFile?> KeepAsync(LessonKind kind, LessonFile? file, long by, CancellationToken cancel)
    {
        if (file is null)
            return null;
        if (kind is LessonKind.Text or LessonKind.Quiz)
            throw Refused.AtField("file", "file_unwanted", "Such a lesson holds no file. Put pictures and downloads into its text.");
        var kept = await files.KeepAsync(new IncomingFile(scope.Id, file.Content, file.Name, by), cancel);
        var wanted = kind switch { LessonKind.Video => "video/", LessonKind.Audio => "audio/", _ => "" };
        return kept.MediaType.StartsWith(wanted, StringComparison.Ordinal) ? kept
            : throw (kind == LessonKind.Video
                ? Refused.AtField("file", "file_no_video", "This is no film that browsers play. Upload MP4 or WebM.")
                : Refused.AtField("file", "file_no_audio", "This is no sound that browsers play. Upload MP3, M4A or OGG."));
    }

    private async Task<Lesson> FindAsync(long id, CancellationToken cancel) =>
        await db.Set<Lesson>().SingleOrDefaultAsync(l => l.Id == id && l.DeletedAt == null, cancel) ?? throw Refused.NotFound();

    private Task<long?> MadeAsync(long courseId, string key, CancellationToken cancel) =>
        db.Set<Lesson>().AsNoTracking().Where(l => l.CourseId == courseId && l.Key == key).Select(l => (long?)l.Id)
            .SingleOrDefaultAsync(cancel);
}
