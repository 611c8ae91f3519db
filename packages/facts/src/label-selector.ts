/** A label selector of Kubernetes, as far as what characters it may hold; its server reads the rest. */
export const LABEL_SELECTOR = /^[\w./=!, ()-]+$/;
