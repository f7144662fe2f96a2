using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui.Places;

namespace Guildhall.Kernel.Contracts.Discussions;

/// <summary>
/// Cards for addresses that stand alone in a paragraph of a text (<see cref="LinkCards.In"/>). In the community that was entered.
/// </summary>
public interface ILinkPreviews
{
    /// <summary>
    /// Has the pages asked for that a text leads to, five at most, by work that joins the caller's next save. Not before others read the
    /// text: whoever put an address there would learn that somebody looks. <c>LinkPreviewed</c> tells that there is something to show.
    /// </summary>
    /// <param name="page">The thing on whose page the text stands.</param>
    /// <param name="html">Sanitised.</param>
    void Ask(Thing page, string html);

    /// <summary>What is known of the addresses of these texts, in one query; of things of the community what the viewer may know.</summary>
    /// <param name="texts">Sanitised HTML.</param>
    Task<FoundCards> FindAsync(IEnumerable<string> texts, Viewer viewer, CancellationToken cancel = default);
}

/// <summary>Cards of lone addresses, each as it stands in the HTML.</summary>
/// <param name="Cards">By address.</param>
/// <param name="OfThings">Addresses that lead to things of the community: what they show differs from viewer to viewer.</param>
public sealed record FoundCards(IReadOnlyDictionary<string, LinkCard> Cards, IReadOnlySet<string> OfThings);
