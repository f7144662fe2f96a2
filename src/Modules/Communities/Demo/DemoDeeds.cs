using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Demo;

/// <summary>What the owner of the demo has done with what others wrote: a topic was split, and whoever advertises is ignored.</summary>
internal sealed class DemoDeeds(CurrentMember member, ITopics topics, IBroughtProfiles profiles)
{
    public async Task RunAsync(
        DemoCommunity planned, CommunityInfo community, long ownerId, IReadOnlyDictionary<string, long> people, CancellationToken cancel)
    {
        member.Enter(new Viewer(ownerId));
        try
        {
            foreach (var topic in DemoTopic.In(planned.Language).Where(t => t.Split is not null))
                await topics.SplitAsync(
                    community.Id, DemoTalk.Talk, people[topic.Author], topic.Title, topic.Split!.Replies, topic.Split.Title, cancel);
            await profiles.IgnoreAsync(people[planned.Advertiser.Key], cancel);
        }
        finally
        {
            member.Enter(Viewer.Visitor);
        }
    }
}
