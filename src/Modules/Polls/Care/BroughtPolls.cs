using System.Globalization;
using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Polls.Opening;
using Guildhall.Polls.Voting;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Care;

/// <summary>Polls that demos bring, with their ballots. Whoever calls it answers for them.</summary>
internal sealed class BroughtPolls(AppDb db, CommunityScope scope, ICommunities communities) : IPolls
{
    public async Task<string> BringAsync(NewPoll poll, CancellationToken cancel = default)
    {
        if (scope.Current?.Id != poll.CommunityId)
            scope.Enter(await communities.FindAsync(poll.CommunityId, cancel) ?? throw Refused.NotFound());
        var known = await db.Set<Poll>().AsNoTracking()
            .FirstOrDefaultAsync(p => p.AuthorId == poll.AuthorId && p.SpaceId == poll.SpaceId && p.Question == poll.Question, cancel);
        if (known is not null)
            return PollPaths.Line(scope.Required.Slug, known);
        var asked = new PollDraft(poll.Question, poll.Options, PollKind.Single, null, null, BallotKind.Secret, ResultsShown.AfterVote, true,
            null, null, null, null).Check(poll.SpaceId, null, scope.Required.TimeZone, poll.At);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var opened = Poll.Of(scope.Id, poll.AuthorId, RandomNumberGenerator.GetString(OpenPoll.Letters, Poll.CodeLength), asked, poll.At);
        db.Add(opened);
        await db.SaveChangesAsync(cancel);
        db.AddRange(asked.Options.Select((text, n) => PollOption.Of(opened, n + 1, text)));
        db.Publish(() => new PollOpened(scope.Id, poll.AuthorId, opened.Id));
        await db.SaveChangesAsync(cancel);
        db.AddRange(poll.Votes.Select(v => Ballot.In(opened, v.Key, v.Value.ToString(CultureInfo.InvariantCulture), poll.At)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return PollPaths.Line(scope.Required.Slug, opened);
    }
}
