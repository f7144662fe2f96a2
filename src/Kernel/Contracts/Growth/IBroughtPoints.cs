namespace Guildhall.Kernel.Contracts.Growth;

/// <summary>Begins a community's points for demos of other modules, who answer for what they bring: no gate is asked.</summary>
public interface IBroughtPoints
{
    /// <summary>
    /// Gives points in the community that was entered by usual rules, for what was done from an instant on, and offers some rewards. Where
    /// points are given already nothing happens.
    /// </summary>
    /// <param name="since">UTC: what was done before counts for nothing.</param>
    /// <param name="by">In whose name.</param>
    Task BeginAsync(DateTime since, long by, CancellationToken cancel = default);
}
