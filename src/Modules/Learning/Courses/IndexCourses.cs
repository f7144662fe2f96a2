using System.Globalization;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Learning;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Learning.Courses;

/// <summary>Work: a course and its lessons are put into the search as they stand now.</summary>
internal sealed record IndexCourse(long CourseId);

/// <summary>
/// Leaves it to the queue: what a course asks decides who finds the words of all its lessons. It begins with the first fact of the ledger,
/// so that a course which is older than this finds its way in.
/// </summary>
internal sealed class IndexCourses(AppDb db)
    : IHandle<CoursePublished>, IHandle<CourseRevised>, IHandle<CourseArchived>, IHandle<LessonPublished>, IHandle<LessonRevised>,
        IHandle<LessonWithdrawn>
{
    public Task HandleAsync(CoursePublished happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    public Task HandleAsync(CourseRevised happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    public Task HandleAsync(CourseArchived happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    public Task HandleAsync(LessonPublished happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    public Task HandleAsync(LessonRevised happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    public Task HandleAsync(LessonWithdrawn happened, Envelope envelope, CancellationToken cancel) => QueueAsync(happened.CourseId, cancel);

    private async Task QueueAsync(long courseId, CancellationToken cancel)
    {
        db.Enqueue(() => new WorkOrder(courseId.ToString(CultureInfo.InvariantCulture), new IndexCourse(courseId)));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Does it. Titles are for everyone; the words of a lesson for those whom the gate lets into its course.</summary>
internal sealed class IndexOneCourse(AppDb db, ISearchIndex index, ICommunities communities) : IWork<IndexCourse>
{
    public async Task RunAsync(IndexCourse payload, WorkContext context, CancellationToken cancel)
    {
        if (await communities.FindAsync(context.CommunityId, cancel) is not { } community)
            return;
        await using var transaction = await db.BeginWriteAsync(cancel);
        var course = await db.Set<Course>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == payload.CourseId, cancel);
        var lessons = await db.Set<Lesson>().AsNoTracking().Where(l => l.CourseId == payload.CourseId).ToListAsync(cancel);
        var open = new Requirement.Open();
        if (course is { State: CourseState.Published })
        {
            var about = string.Join('\n', course.Summary, course.Outcomes, Plain(course.Markdown, CourseText.MaxMarkdown));
            await index.PutAsync(new SearchableThing(
                community.Id, course.Thing, course.Title, about, about, open, open, course.AuthorId, course.PublishedAt!.Value), cancel);
        }
        else
        {
            await index.RemoveAsync(new Thing(Course.OwnKind, payload.CourseId), cancel);
        }
        foreach (var lesson in lessons)
            if (course is { State: CourseState.Published } && lesson.IsShown)
                await index.PutAsync(new SearchableThing(
                    community.Id, lesson.Thing, lesson.Title, "", Plain(lesson.Markdown, LessonText.MaxMarkdown), open,
                    CourseGate.ToTake(community, course.Terms, course.State, lesson.State, lesson.IsPreview), course.AuthorId,
                    lesson.PublishedAt!.Value), cancel);
            else
                await index.RemoveAsync(lesson.Thing, cancel);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string Plain(string markdown, int most) =>
        MarkdownRenderer.Render(markdown, new MarkdownOptions { MaxLength = most }).PlainFull;
}
