using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Accounts.Forgetting;

/// <param name="Password">Of the account.</param>
/// <param name="Posts">"keep": what was written stays without the name; "take": it goes.</param>
internal sealed record DeletionInput(string? Password, string? Posts);

/// <param name="DueAt">UTC: when it is done, unless somebody signs in before.</param>
internal sealed record DeletionAnswer(DateTime DueAt);

/// <param name="Fate">"gone", "stays" or "chosen".</param>
/// <param name="Why">Why it stays; empty for the others.</param>
internal sealed record LeavingLineDocument(string What, string Fate, string Why, long Rows);

/// <param name="Forbids">Whether the account cannot be deleted while it is so.</param>
internal sealed record LeavingNoteDocument(string Text, bool Forbids);

internal sealed record LeavingDocument(IReadOnlyList<LeavingLineDocument> Lines, IReadOnlyList<LeavingNoteDocument> Notes);

/// <summary>Deleting one's account, for programs.</summary>
internal static class ForgettingApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("Account");
        me.MapGet("/deletion", PreviewAsync).RequireScope("account:read").WithName("PreviewDeletion")
            .WithSummary("What would go and what would stay if one deleted one's account, and why.");
        me.MapDelete("", DeleteAsync).RequireScope("account:write").WithName("DeleteMe")
            .WithSummary("Deletes the account after 7 days, within which signing in takes it back. Sessions, tokens and passkeys end at once.")
            .ProducesProblem(409).ProducesProblem(422).ProducesProblem(429);
    }

    private static async Task<Ok<LeavingDocument>> PreviewAsync(
        PreviewForgetting preview, CurrentMember member, Texts texts, CancellationToken cancel)
    {
        var seen = await preview.RunAsync(member.RequireId(), cancel);
        return TypedResults.Ok(new LeavingDocument(
            [.. seen.Lines.Select(l => new LeavingLineDocument(
                texts[l.What], EnumWords.Of(l.Fate), l.Why.Length == 0 ? "" : texts[l.Why], l.Rows))],
            [.. seen.Notes.Select(n => new LeavingNoteDocument(texts[n.Text, [.. n.Arguments]], n.Forbids))]));
    }

    private static async Task<Accepted<DeletionAnswer>> DeleteAsync(
        [FromBody] DeletionInput input, AskForForgetting ask, CancellationToken cancel) =>
        TypedResults.Accepted((string?)null, new DeletionAnswer(await ask.RunAsync(input.Password, TakesPosts(input.Posts), cancel)));

    /// <returns><c>null</c> for no choice.</returns>
    public static bool? TakesPosts(string? posts) => posts switch { "keep" => false, "take" => true, _ => null };
}
