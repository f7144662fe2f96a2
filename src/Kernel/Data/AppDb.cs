using System.Data;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Guildhall.Kernel.Data;

/// <summary>
/// The one database context, composed from the mappings that stand at the foot of the modules' entities.
/// One save is one transaction: the change and the activities that tell of it commit together or not at all.
/// </summary>
public sealed class AppDb(
    DbContextOptions<AppDb> options, ModuleCatalogue modules, CommunityScope community, WriteQueue writes, TimeProvider time,
    Wakening wakening)
    : DbContext(options)
{
    private readonly List<(Func<IEvent> Event, DateTime At)> _published = [];
    private readonly List<Func<WorkOrder>> _enqueued = [];
    private readonly List<Action> _afterCommit = [];
    private readonly List<Activity> _happened = [];

    /// <summary>What the filters of community-owned rows compare with.</summary>
    public long CommunityId => community.Id;

    /// <summary>
    /// Whether PostgreSQL keeps the data; SQLite does otherwise. Asking Npgsql's own extension would load the driver on SQLite too.
    /// </summary>
    public bool IsPostgres => !Database.IsSqlite();

    /// <summary>Whether a transaction of <see cref="BeginWriteAsync"/> is open. Asking this wakes nothing of the database.</summary>
    public bool IsInTransaction { get; private set; }

    public DbSet<Member> Members => Set<Member>();
    public DbSet<Activity> Activities => Set<Activity>();

    /// <summary>Adds a fact to the activity ledger at the next save. It is built after the rows have their ids.</summary>
    public void Publish(Func<IEvent> happened) => Publish(happened, time.GetUtcNow().UtcDateTime);

    /// <summary>The same of what happened before it is told, as of what is brought from elsewhere.</summary>
    /// <param name="at">UTC, not in the future.</param>
    public void Publish(Func<IEvent> happened, DateTime at) => _published.Add((happened, at));

    /// <summary>
    /// Puts work into the queue at the next save, for the community that this context works in. It is built after the rows have their ids.
    /// </summary>
    public void Enqueue(Func<WorkOrder> work) => _enqueued.Add(work);

    /// <summary>
    /// Does something right after the commit of the transaction that is open, or else of the next one, whoever opened it; never when that
    /// is taken back. For what is kept in memory: dropped before the commit, another request would read it anew without what commits then.
    /// </summary>
    public void AfterCommit(Action deed) => _afterCommit.Add(deed);

    /// <summary>
    /// Opens a transaction that may write from its first statement: on SQLite it waits its turn in the process-wide queue and
    /// then takes the file's write lock, so that what is read inside cannot change before the commit.
    /// </summary>
    public async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancel = default)
    {
        var turn = await writes.EnterAsync(cancel);
        try
        {
            var transaction = await Database.BeginTransactionAsync(cancel);
            IsInTransaction = true;
            return new WriteTransaction(transaction, turn, EndTransactionAsync);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a transaction for reading alone: all of it sees the database as it was at its first read, whatever commits meanwhile, and it
    /// keeps nobody waiting. Inside a transaction that is open already, that one goes on.
    /// </summary>
    public async Task<IAsyncDisposable> BeginReadAsync(CancellationToken cancel = default) => Database.CurrentTransaction is not null
        ? new OpenAlready()
        // So SQLite's driver names a transaction that takes no write lock; in WAL that is a snapshot.
        : await Database.BeginTransactionAsync(IsPostgres ? IsolationLevel.RepeatableRead : IsolationLevel.ReadUncommitted, cancel);

    private sealed class OpenAlready : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>
    /// Inside a transaction: whoever locks the same thing waits until it ends, and then reads what it wrote. On SQLite a write
    /// transaction already stands alone; on PostgreSQL it is an advisory lock.
    /// </summary>
    public async Task LockAsync(LockOn what, long id, CancellationToken cancel = default)
    {
        if (IsPostgres)
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({(int)what}, {unchecked((int)id)})", cancel);
    }

    private async ValueTask EndTransactionAsync(bool committed)
    {
        IsInTransaction = false;
        Action[] deeds = committed ? [.. _afterCommit] : [];
        Activity[] happened = committed ? [.. _happened] : [];
        _afterCommit.Clear();
        _happened.Clear();
        foreach (var deed in deeds)
            deed();
        // Not before the commit: readers of the ledger would look and find nothing.
        if (happened.Length > 0)
            await wakening.PublishedAsync(happened);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        if (Database.CurrentTransaction is not null)
            return await SaveWithActivitiesAsync(acceptAllChangesOnSuccess, cancel);

        await using var transaction = await BeginWriteAsync(cancel);
        var rows = await SaveWithActivitiesAsync(acceptAllChangesOnSuccess, cancel);
        await transaction.CommitAsync(cancel);
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Save with SaveChangesAsync: a thread must not wait for the write queue.");

    private async Task<int> SaveWithActivitiesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel)
    {
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        if (_published.Count > 0)
        {
            List<Activity> happened = [.. _published.Select(p => Activity.Of(p.Event(), p.At))];
            Activities.AddRange(happened);
            _published.Clear();
            rows += await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
            _happened.AddRange(happened);
        }
        if (_enqueued.Count > 0)
        {
            var (now, isDue) = (time.GetUtcNow().UtcDateTime, false);
            foreach (var order in _enqueued.Select(order => order()))
            {
                await WorkTable.EnqueueAsync(this, order, now, cancel);
                isDue |= order.Due is null || order.Due <= now;
            }
            _enqueued.Clear();
            // What is due later is found by whoever looks then.
            if (isDue)
                AfterCommit(wakening.Enqueued);
        }
        return rows;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Enum>().HaveMaxLength(40);
        conventions.Properties<DateTime>().HaveConversion<UtcMicroseconds>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model
            .ApplyConfiguration(new ActivityMapping())
            .ApplyConfiguration(new FailedDeliveryMapping())
            .ApplyConfiguration(new HandlerPositionMapping())
            .ApplyConfiguration(new JobRunMapping())
            .ApplyConfiguration(new MemberMapping())
            .ApplyConfiguration(new SettingMapping())
            .ApplyConfiguration(new WorkItemMapping());
        foreach (var module in modules.Modules)
            module.MapTables(model);
        Conventions.Apply(model, this);
    }
}
