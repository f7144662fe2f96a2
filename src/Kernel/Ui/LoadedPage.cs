using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// A page that is drawn only after its data is there. An ordinary component is drawn for the first time as soon as
/// <c>OnInitializedAsync</c> waits for anything: never on SQLite, always on PostgreSQL, and then with its fields still empty.
/// </summary>
public abstract class LoadedPage : ComponentBase, IHandleEvent
{
    [Inject] private LoadTurn Turn { get; set; } = null!;

    /// <summary>Reads what the page shows. Parameters, form fields and services are set; nothing has been drawn yet.</summary>
    protected abstract Task LoadAsync();

    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        // Parts that stand side by side are begun at once, but share the one connection of their request.
        await Turn.RunAsync(LoadAsync);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>
    /// What a form does is done as a whole before anything is drawn again: nobody would see the page in between, and its parts would read
    /// beside it.
    /// </summary>
    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem callback, object? arg)
    {
        await Turn.RunAsync(() => callback.InvokeAsync(arg));
        StateHasChanged();
    }
}

/// <summary>
/// Lets the pages, parts and forms of one request use its database one after the other. What encloses others has read before they begin;
/// what a form does is done before the parts of its page, which are drawn again as soon as it waits for anything, read anew.
/// </summary>
public sealed class LoadTurn : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly AsyncLocal<bool> _isMine = new();

    /// <summary>Runs the work when its turn has come; work that is part of another goes on within that one's.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        if (_isMine.Value)
        {
            await work();
            return;
        }
        await _turn.WaitAsync();
        try
        {
            // Seen by what the work calls, and by nobody else.
            _isMine.Value = true;
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
