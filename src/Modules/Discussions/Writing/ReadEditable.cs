using Guildhall.Discussions.Reading;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Writing;

/// <summary>A post as its form begins with.</summary>
/// <param name="Title">Of a reply its topic's.</param>
/// <param name="WrittenAt">UTC: when these words were saved.</param>
internal sealed record EditablePost(
    long TopicId, string Title, string Markdown, string Tags, int Edition, string Path, DateTime WrittenAt);

/// <summary>Reads a post for whoever may change it.</summary>
internal sealed class ReadEditable(AppDb db, ReadTopic read, TopicGate gate, TopicTerms terms, CommunityScope scope)
{
    public async Task<EditablePost> TopicAsync(long id, CancellationToken cancel)
    {
        var topic = await db.Set<Topic>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && t.Kind != TopicKind.Comments, cancel)
            ?? throw Refused.NotFound();
        await gate.RequireChangeAsync(topic, topic, cancel);
        var tags = await db.Set<TopicTag>().Where(t => t.TopicId == id).OrderBy(t => t.Tag).Select(t => t.Tag).ToListAsync(cancel);
        return new EditablePost(
            id, topic.Title, topic.Markdown, string.Join(", ", tags), topic.Edition, TopicPaths.Of(scope.Required.Slug, id),
            topic.WrittenAt);
    }

    public async Task<EditablePost> ReplyAsync(long id, CancellationToken cancel)
    {
        var (topic, reply) = await read.ReplyAsync(id, cancel);
        await gate.RequireChangeAsync(topic, reply, cancel);
        var about = topic.About is null ? null : (await terms.OfAsync(scope.Required, null, topic.About, cancel)).About;
        return new EditablePost(topic.Id, about?.Title ?? topic.Title, reply.Markdown, "", reply.Edition,
            reply.Number is { } number ? TopicPaths.Page(scope.Required.Slug, topic, number) : TopicPaths.Page(scope.Required.Slug, topic),
            reply.WrittenAt);
    }
}
