namespace Guildhall.Kernel.Data;

/// <summary>
/// Rebuilds what a module derives from its rows in a form that backups leave out, e.g. a full-text index. Runs inside the restore's
/// transaction.
/// </summary>
public interface IAfterRestore
{
    Task RunAsync(AppDb db, CancellationToken cancel);
}
