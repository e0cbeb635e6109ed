using DispatchMap.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DispatchMap.Tests.Web.Components.Shared;

#pragma warning disable BL0006 // A renderer that counts batches is what the test is about.
public sealed class OneBatchTests : IDisposable
{
    private readonly CountingRenderer _renderer = new();
    private readonly OneBatch _batch = new();

    public OneBatchTests() => _renderer.Add(_batch);

    [Fact]
    public async Task Render_SeveralChanged_IsOneBatchOfThemAll()
    {
        Part[] parts = [new(), new(), new()];
        await Task.WhenAll(parts.Select(_renderer.Show));
        var before = _renderer.Batches;

        await _renderer.Dispatcher.InvokeAsync(() =>
        {
            _batch.Add(parts[0].Change);
            _batch.Add(parts[2].Change);
            _batch.Render();
        });

        Assert.Equal(before + 1, _renderer.Batches);
        Assert.Equal([2, 1, 2], parts.Select(part => part.Renders));
    }

    [Fact]
    public async Task Render_NothingChanged_IsNoBatch()
    {
        var part = new Part();
        await _renderer.Show(part);
        await _renderer.Dispatcher.InvokeAsync(() =>
        {
            _batch.Add(part.Change);
            _batch.Render();
        });
        var before = _renderer.Batches;

        await _renderer.Dispatcher.InvokeAsync(_batch.Render);

        Assert.Equal(before, _renderer.Batches);
    }

    public void Dispose() => _renderer.Dispose();

    private sealed class Part : ComponentBase
    {
        public int Renders { get; private set; }

        public void Change() => StateHasChanged();

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ++Renders);
    }

    private sealed class CountingRenderer() : Renderer(new ServiceCollection().BuildServiceProvider(), NullLoggerFactory.Instance)
    {
        public int Batches { get; private set; }

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public int Add(IComponent component) => AssignRootComponentId(component);

        public Task Show(IComponent component) => Dispatcher.InvokeAsync(() => RenderRootComponentAsync(Add(component)));

        protected override void HandleException(Exception exception) => throw new InvalidOperationException("A component failed.", exception);

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            Batches++;
            return Task.CompletedTask;
        }
    }
}
