using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// A page that is drawn only after its data is there. An ordinary component is drawn for the first time as soon as
/// <c>OnInitializedAsync</c> waits for anything: never on SQLite, always on PostgreSQL, and then with its fields still empty.
/// </summary>
public abstract class LoadedPage : ComponentBase
{
    [Inject] private LoadTurn Turn { get; set; } = null!;

    /// <summary>Reads what the page shows. Parameters, form fields and services are set; nothing has been drawn yet.</summary>
    protected abstract Task LoadAsync();

    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        // Parts that stand side by side are begun at once, but share the one connection of their request.
        using (await Turn.TakeAsync())
            await LoadAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }
}

/// <summary>Lets the pages and parts of one request read one after the other. What encloses others has read before they begin.</summary>
internal sealed class LoadTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async ValueTask<IDisposable> TakeAsync()
    {
        await _turn.WaitAsync();
        return new Taken(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Taken(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
