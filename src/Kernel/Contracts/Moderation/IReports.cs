namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>Reports things for demos and importers of other modules, who answer for what they bring: no gate is asked.</summary>
public interface IReports
{
    /// <summary>
    /// Reports a thing of the community that was entered, for a reason of its own, and saves. What the member has reported already, and
    /// what is not there, changes nothing.
    /// </summary>
    /// <param name="note">What is wrong, in the member's words.</param>
    Task ReportAsync(Thing thing, long reporterId, string note, CancellationToken cancel = default);
}
