using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>Makes a course as a draft, and says anew what it is.</summary>
internal sealed class MakeCourse(AppDb db, Guard guard, CommunityScope scope, ITiers tiers, CourseSaves saves)
{
    /// <param name="space">Slug of a space of courses.</param>
    /// <param name="key">The same key again gives the same course; <c>null</c> for none.</param>
    /// <returns>Its id, and whether it is new.</returns>
    public async Task<(long Id, bool IsNew)> RunAsync(string? space, CourseDraft draft, string? key, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        key = Keys.Checked(key);
        if (key is not null && await MadeAsync(by, key, cancel) is { } made)
            return (made, false);
        if (scope.Required.CourseSpace(space) is not { IsArchived: false } place)
            throw Refused.AtField("space", "space_unknown", "Choose one of the spaces that hold courses.");
        var text = draft.Check(await tiers.ListAsync(scope.Id, cancel));
        try
        {
            await using var transaction = await db.BeginWriteAsync(cancel);
            var course = Course.In(scope.Id, place.Id, by, key, saves.Now);
            course.Describe(text, saves.Now);
            db.Add(course);
            // The first save gives the id that the rest hangs on.
            await db.SaveChangesAsync(cancel);
            await saves.AttachAsync(course.Thing, by, text.Rendered, cancel);
            db.Publish(() => new CourseRevised(scope.Id, by, course.Id, course.SpaceId, IsPublic: false));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return (course.Id, true);
        }
        catch (DbUpdateException failed) when (key is not null && failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await MadeAsync(by, key, cancel) is not { } first)
                throw;
            return (first, false);
        }
    }

    /// <param name="edition">The save that the writer saw; <c>null</c> overwrites whatever stands there.</param>
    /// <exception cref="Refused">404; 409 where somebody else saved it meanwhile; 422 at a field.</exception>
    public async Task ReviseAsync(long id, int? edition, CourseDraft draft, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var now = await db.Set<Course>().AsNoTracking().Where(c => c.Id == id).Select(c => new { c.TierId }).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        var offers = await tiers.ListAsync(scope.Id, cancel);
        // An archived tier may stay where it is.
        if (now.TierId is { } tier && offers.All(t => t.TierId != tier) && await tiers.FindAsync(scope.Id, tier, cancel) is { } kept)
            offers = [.. offers, kept];
        var text = draft.Check(offers);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var course = await db.Set<Course>().SingleAsync(c => c.Id == id, cancel);
        if (edition is { } seen && seen != course.Edition)
            throw CourseSaves.ChangedMeanwhile();
        var hadCertificate = course.HasCertificate;
        course.Describe(text, saves.Now);
        await saves.AttachAsync(course.Thing, by, text.Rendered, cancel);
        if (course.HasCertificate && !hadCertificate)
            db.Enqueue(() => RecountLearners.Order(id));
        db.Publish(() => new CourseRevised(scope.Id, by, id, course.SpaceId, course.IsPublic));
        await CourseSaves.SaveAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<long?> MadeAsync(long by, string key, CancellationToken cancel) =>
        db.Set<Course>().AsNoTracking().Where(c => c.AuthorId == by && c.Key == key).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancel);
}

/// <summary>What the saves of courses and lessons share.</summary>
internal sealed class CourseSaves(TextFiles files, TimeProvider time)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <inheritdoc cref="TextFiles.AttachAsync"/>
    public Task AttachAsync(
        Kernel.Contracts.Thing owner, long by, Kernel.Values.RenderedMarkdown text, CancellationToken cancel) =>
        files.AttachAsync(owner, by, text, cancel);

    /// <summary>Inside a transaction of the caller.</summary>
    public static async Task SaveAsync(AppDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw ChangedMeanwhile();
        }
    }

    public static Refused ChangedMeanwhile() => new("changed_meanwhile", 409,
        "Someone else changed this while you were editing, and nothing was saved yet. Compare their version with yours, then save again.");
}

/// <summary>What the asking side chooses so that asking twice is asking once.</summary>
internal static class Keys
{
    /// <returns><c>null</c> for none.</returns>
    /// <exception cref="Refused">400: it is no usable one.</exception>
    public static string? Checked(string? key) => string.IsNullOrEmpty(key) ? null
        : key.Length <= Course.MaxKey && !key.Any(char.IsControl) ? key
        : throw new Refused("idempotency_key_malformed", 400, "An Idempotency-Key has at most {0} characters.", Course.MaxKey);
}
