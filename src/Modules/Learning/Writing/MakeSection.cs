using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Writing;

/// <summary>Adds a section at the end of a course, says anew what it is and when it opens, or removes an empty one.</summary>
internal sealed class MakeSection(AppDb db, Guard guard, CommunityScope scope)
{
    public async Task<long> RunAsync(long courseId, SectionDraft draft, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var (title, plan) = draft.Check(scope.Required.TimeZone);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var course = await db.Set<Course>().SingleOrDefaultAsync(c => c.Id == courseId, cancel) ?? throw Refused.NotFound();
        var places = await db.Set<Section>().Where(s => s.CourseId == courseId).Select(s => s.Position).ToListAsync(cancel);
        if (places.Count >= Section.MaxSections)
            throw new Refused("too_many_sections", 409, "A course can have at most {0} sections.", Section.MaxSections);
        var section = Section.In(course, title, plan, places.DefaultIfEmpty().Max() + 1);
        db.Add(section);
        Tell(course, by);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return section.Id;
    }

    public async Task ReviseAsync(long id, SectionDraft draft, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        var (title, plan) = draft.Check(scope.Required.TimeZone);
        var (section, course) = await FindAsync(id, cancel);
        section.Say(title, plan);
        Tell(course, by);
        await db.SaveChangesAsync(cancel);
    }

    /// <exception cref="Refused">409 section_not_empty: lessons stand in it.</exception>
    public async Task RemoveAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(CoursePermissions.Write, cancel);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        var (section, course) = await FindAsync(id, cancel);
        if (await db.Set<Lesson>().AnyAsync(l => l.SectionId == id && l.DeletedAt == null, cancel))
            throw new Refused("section_not_empty", 409, "Move or delete its lessons first.");
        db.Remove(section);
        Tell(course, by);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private void Tell(Course course, long by)
    {
        db.Enqueue(() => ReplanOpenings.Order(course.Id));
        db.Publish(() => new CourseRevised(scope.Id, by, course.Id, course.SpaceId, course.IsPublic));
    }

    private async Task<(Section Section, Course Course)> FindAsync(long id, CancellationToken cancel)
    {
        var section = await db.Set<Section>().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw Refused.NotFound();
        return (section, await db.Set<Course>().SingleAsync(c => c.Id == section.CourseId, cancel));
    }
}
