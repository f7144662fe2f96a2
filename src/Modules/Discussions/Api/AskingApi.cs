using Guildhall.Discussions.Asking;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Discussions.Api;

/// <summary>Questions of one person and without a name, for programs.</summary>
internal static class AskingApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var write = routes.MapGroup("/api/communities/{community}").WithTags("Topics").RequireScope(TopicsApi.Scope);
        write.MapPut("/topics/{id:long}/decline", async (string community, long id, DeclineQuestion decline, CancellationToken cancel) =>
            {
                await decline.RunAsync(id, cancel);
                return TypedResults.NoContent();
            }).WithName("DeclineQuestion").WithSummary("The caller, of whom the question is asked, will not answer it.");
        routes.MapGet("/api/communities/{community}/spaces/{space}/experts", async (
                string community, string space, string? q, FindExperts find, CancellationToken cancel) =>
                TypedResults.Ok(new MentionableDocument(await find.RunAsync(space, q, cancel))))
            .WithTags("Topics").RequireScope("account:read").WithName("ListExperts")
            .WithSummary("People who can answer in a space, whose handle begins so or whose name holds it; the best first.").ProducesProblem(404);
        write.MapPut("/spaces/{space}/anonymous-questions", (string community, string space, SwitchAnonymousAsking asking,
            CancellationToken cancel) => SwitchAsync(space, true, asking, cancel)).WithName("AllowAnonymousQuestions")
            .WithSummary("Members may ask without their name in a space.");
        write.MapDelete("/spaces/{space}/anonymous-questions", (string community, string space, SwitchAnonymousAsking asking,
            CancellationToken cancel) => SwitchAsync(space, false, asking, cancel)).WithName("ForbidAnonymousQuestions")
            .WithSummary("No longer; what was asked stays anonymous.");
        write.MapPost("/topics/{id:long}/author", (string community, long id, RevealAuthor reveal, CancellationToken cancel) =>
            RevealAsync(new Thing("topic", id), reveal, cancel)).WithName("RevealTopicAuthor")
            .WithSummary("Who asked anonymously, for moderators; the audit says that they looked.");
        write.MapPost("/replies/{id:long}/author", (string community, long id, RevealAuthor reveal, CancellationToken cancel) =>
            RevealAsync(new Thing("reply", id), reveal, cancel)).WithName("RevealReplyAuthor").WithSummary("The same of a reply.");
    }

    private static async Task<NoContent> SwitchAsync(string space, bool on, SwitchAnonymousAsking asking, CancellationToken cancel)
    {
        await asking.RunAsync(space, on, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<AuthorDocument>> RevealAsync(Thing post, RevealAuthor reveal, CancellationToken cancel)
    {
        var author = await reveal.RunAsync(post, cancel);
        return TypedResults.Ok(new AuthorDocument(author.MemberId, author.Name));
    }
}

/// <summary>Who wrote something.</summary>
public sealed record AuthorDocument(long Id, string Name);
