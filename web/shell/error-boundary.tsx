import { Component, type ReactNode } from 'react';
import { Failure } from './states.tsx';

/** Keeps a fault within its page: the rail stays, and a second try is one click away. (React has no function for this.) */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Failure error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}
