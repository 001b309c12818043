var q,ho,kn,_e,yn,Rt,vo,Nt,_o,xn,wn,va,ct=Symbol.for("pv"),Lt={},Pt=[],_a=/^m(i|n|o|s|text|space)$/,Sn=Array.isArray,Cn=Pt.slice,Me=Object.assign;function Oe(e){e&&e.parentNode&&e.remove()}function It(e,t,n){var o,s,a,r={},l=arguments.length;for(a in t)a=="key"?o=t[a]:a=="ref"&&typeof e!="function"?s=t[a]:r[a]=t[a];return l>2&&(r.children=l>3?Cn.call(arguments,2):n),lt(e,r,o,s,null)}function lt(e,t,n,o,s){var a={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ct,__v:s||++ho,__i:-1,__u:0};return!s&&q.vnode&&q.vnode(a),a}function Ae(e){return e.children}function We(e,t){this.props=e,this.context=t,this.__g=0}function ge(e,t){if(t==null)return e.__&&ge(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:ge(e)}function ga(e){var t,n=e.__v,o=n.__e,s=[],a=[],r=e.__P;r&&((t=Me({constructor:ct},n)).__v=n.__v+1,q.vnode&&q.vnode(t),Tn(r,t,n,e.__n,r.namespaceURI,32&n.__u?[o]:null,s,o||ge(n),32&n.__u,a),t.__v=n.__v,t.__.__k[t.__i]=t,xo(s,t,a),n.__=n.__e=null,t.__e!=o&&go(t))}function go(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),go(e)}function mo(e){(8&e.__g||(e.__g|=8,_e.push(e),Rt++))&&yn==q.debounceRendering||((yn=q.debounceRendering)||queueMicrotask)(bo)}function bo(){try{for(var e,t=1;_e.length;)_e.length>t&&_e.sort(vo),e=_e.shift(),t=_e.length,8&e.__g&&ga(e)}finally{(Rt=_e.length)&&(yn||queueMicrotask)(bo)}}function yo(e,t,n,o,s,a,r,l,c,u,d){var p,m,f,h,A,_,C=o.__k||Pt,x=t.length;for(c=ba(n,t,C,c,x),p=0;p<x;p++)(f=n.__k[p])!=null&&(m=~f.__i&&C[f.__i]||Lt,f.__i=p,_=Tn(e,f,m,s,a,r,l,c,u,d),h=f.__e,(m.ref!=f.ref||8&m.__u)&&(m.ref&&En(m.ref,null,f,m),f.ref&&d.push(f.ref,f.__c||h,f)),A=A||h,4&f.__u?(c=wo(f,c,e,!m.__v),m.__e&&(m.__e=null)):typeof f.type=="function"&&_!==void 0?c=_:h&&(c=h.nextSibling),f.__u&=-21);return n.__e=A,c}function ba(e,t,n,o,s){var a,r,l,c,u,d,p,m,f,h=n.length,A=h,_=0,C=0,x=e.__k=Array(s);for(a=0;a<s;a++)(r=t[a])!=null&&typeof r!="boolean"&&typeof r!="function"?(typeof r!="object"||r.constructor===String?r=x[a]=lt(null,r):Sn(r)?r=x[a]=lt(Ae,{children:r}):r.constructor===ct&&r.__b?r=x[a]=lt(r.type,r.props,r.key,r.ref,r.__v):x[a]=r,c=a+_,r.__=e,r.__b=e.__b+1,l=null,~(u=r.__i=ya(r,n,c,A))&&(A--,(l=n[u])&&(l.__u|=2)),l&&l.__v?(r.__u|=16,u==c-1?_--:u==c+1?_++:u!=c&&(u>c?_--:_++,C=1)):(~u||(s>h?_--:s<h&&_++),typeof r.type!="function"&&(r.__u|=4))):x[a]=null;if(C){for(d=[],p=[],a=0;a<s;a++)if((r=x[a])&&16&r.__u){for(_=0,m=d.length;_<m;)d[f=_+m>>1]<r.__i?_=f+1:m=f;d[_]=r.__i,p[a]=_+1}for(_=d.length;a--;)p[a]&&(p[a]==_?_--:x[a].__u|=4)}if(A)for(a=0;a<h;a++)!(l=n[a])||2&l.__u||(l.__e==o&&(o=ge(l)),On(l,l));return o}function wo(e,t,n,o){var s,a,r,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(s=e.__k)for(a=0;a<s.length;a++)s[a]&&(s[a].__=e,t=wo(s[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=ge(e))&&!t.parentNode&&(t=null),r=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(r!=l&&(!o&&n.moveBefore&&r.parentNode?n.moveBefore(r,t):n.insertBefore(r,t||null)),t=r;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function ya(e,t,n,o){var s,a=e.key,r=e.type,l=t[n],c=l&&!(2&l.__u);if(l===null&&a==null||c&&a==l.key&&r==l.type)return n;if(o>(c?1:0)){for(s=n-1;s>=0;s--)if((l=t[s])&&!(2&l.__u)&&a==l.key&&r==l.type)return s;for(s=n+1;s<t.length;s++)if((l=t[s])&&!(2&l.__u)&&a==l.key&&r==l.type)return s}return-1}function $o(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function At(e,t,n,o,s){var a,r;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||$o(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||$o(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(r=wn[t]||(wn[t]=wa(t)),(e.__a||(e.__a={}))[t]=xn,a=t!=(t=t.replace(_o,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,r,a):e.removeEventListener(t,r,a));else{if(s=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function wa(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Nt]==null)t[Nt]=xn++;else if(t[Nt]<this.__a[e])return;return n(q.event?q.event(t):t)}}}function Tn(e,t,n,o,s,a,r,l,c,u){var d,p,m,f,h,A,_,C,x,D,g,X,Fe,Mt,Te,fo,ve,Ee,de=t.type;if(t.constructor!==ct)return null;128&n.__u&&(c=32&n.__u,d=n.__c.__z)&&(t.__u|=c,p=a=[],d.nodeType==8?l=qt(d,a):a.push(d),l=a[0]||l),(d=q.__b)&&d(t);e:if(typeof de=="function"){m=r.length;try{if(C=t.props,x=(d=de.prototype)&&d.render,D=(d=de.contextType)&&o[d.__c],g=d?D?D.props.value:d.__:o,(f=n.__c)?(t.__c=f,2&f.__g&&(f.__g|=1)):(x?t.__c=f=new de(C,g):(t.__c=f=new We(C,g),f.constructor=de,f.render=xa),D&&D.sub(f),f.state||(f.state={}),f.__n=o,f.__g|=8,f.__h=[],f.__k=[]),x&&(f.__s||(f.__s=f.state),de.getDerivedStateFromProps&&(f.__s==f.state&&(f.__s=Me({},f.__s)),Me(f.__s,de.getDerivedStateFromProps(C,f.__s)))),h=f.props,A=f.state,f.__v=t,n.__c){if(C!==h&&x&&!de.getDerivedStateFromProps&&f.componentWillReceiveProps&&f.componentWillReceiveProps(C,g),t.__v==n.__v&&!(8&f.__g)||!(4&f.__g)&&f.shouldComponentUpdate&&f.shouldComponentUpdate(C,f.__s,g)===!1){t.__v!=n.__v&&(f.props=C,f.state=f.__s,f.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(te){te&&(te.__=t)}),Pt.push.apply(f.__h,f.__k),f.__k=[],f.__h.length&&r.push(f),l=ge(n);break e}f.componentWillUpdate&&f.componentWillUpdate(C,f.__s,g),x&&f.componentDidUpdate&&f.__h.push(function(){f.componentDidUpdate(h,A,_)})}else x&&!de.getDerivedStateFromProps&&f.componentWillMount&&f.componentWillMount(),x&&f.componentDidMount&&f.__h.push(f.componentDidMount);f.context=g,f.props=C,f.__P=e,f.__g&=-5,X=q.__r,Fe=x?25:0;do f.__g&=-9,X&&X(t),d=f.render(f.props,f.state=f.__s,f.context);while(8&f.__g&&++Fe<25);x&&(Pt.push.apply(f.__h,f.__k),f.__k=[]),f.state=f.__s,f.getChildContext&&(o=Me({},o,f.getChildContext())),x&&n.__c&&f.getSnapshotBeforeUpdate&&(_=f.getSnapshotBeforeUpdate(h,A)),Mt=d&&d.type===Ae&&d.key==null?d.props.children:d,C.__P&&(d=l,s=(e=C.__P).namespaceURI,c=a=null,n.props&&n.props.__P!=e&&(n.__k.some(function(te){te&&On(te,te)}),n.__k=null),l=n.__k?ge(n,0):null),l=yo(e,Sn(Mt)?Mt:[Mt],t,n,o,s,a,r,l,c,u),C.__P&&(t.__e=null,l=d),t.__u&=-161,p&&p.some(Oe),f.__h.length&&r.push(f),1&f.__g&&(f.__g&=-4)}catch(te){if(r.length=m,t.__v=null,c||a)if(te&&te.then){if(t.__u|=128|c,a){for(~(ve=a.indexOf(l||void 0))||(ve=a.length);(Ee=a[ve-1])&&Ee.nodeType==8;)ve--;for(;ve<a.length;ve++)if(Ee=a[ve])if(a[ve]=null,Te){if(Ee==fo)break}else{if(Ee.nodeType!=8)break;Ee.data.startsWith("$s")&&(fo=qt(Te=Ee))}}if(!Te){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;Te=l}(d=qt(Te=t.__c.__z||(t.__c.__z=Te)))?(t.__e=Te,l=d):t.__e=l,l=l&&l.nextSibling}else a&&a.some(Oe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),te&&te.then||ko(t),q.__e(te,t,n)}}else l=t.__e=ka(n.__e,t,n,o,s,a,r,c,u,e);return(d=q.diffed)&&d(t),l}function qt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function ko(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ko))}function xo(e,t,n){for(var o=0;o<n.length;)En(n[o++],n[o++],n[o++]);q.__c&&q.__c(t,e),e.some(function(s){try{e=s.__h,s.__h=[],e.some(function(a){a.call(s)})}catch(a){q.__e(a,s.__v)}})}function ka(e,t,n,o,s,a,r,l,c,u){var d,p,m,f,h,A,_,C,x=n.props||Lt,D=t.props,g=t.type;if(g=="svg"?s="http://www.w3.org/2000/svg":g=="math"?s="http://www.w3.org/1998/Math/MathML":s||(s="http://www.w3.org/1999/xhtml"),a){for(d=0;d<a.length;d++)if((h=a[d])&&(g?h.localName==g:h.nodeType==3)){e=h,a[d]=null;break}}if(!e){if(C=u.ownerDocument||document,!g)return C.createTextNode(D);e=C.createElementNS(s,g,D.is?D:u),l&&(q.__m&&q.__m(t,a),l=!1),a=null}if(g){if(u=g=="template"&&e.content||e,a=g=="textarea"&&D.defaultValue!=null?null:a&&Cn.call(u.childNodes),!l&&a)for(x={},d=0;d<e.attributes.length;d++)x[(h=e.attributes[d]).name]=h.value;for(d in x)h=x[d],d=="dangerouslySetInnerHTML"?m=h:d=="children"||d in D||d=="value"&&"defaultValue"in D||d=="checked"&&"defaultChecked"in D||At(e,d,null,h,s);for(d in D)h=D[d],d=="children"?f=h:d=="dangerouslySetInnerHTML"?p=h:d=="value"?A=h:d=="checked"?_=h:l&&typeof h!="function"||x[d]===h||At(e,d,h,x[d],s);p?(l||m&&(p.__html==m.__html||p.__html==e.innerHTML)||(e.innerHTML=p.__html),t.__k=[]):(m&&(e.textContent=""),(g=="foreignObject"||s=="http://www.w3.org/1998/Math/MathML"&&_a.test(g))&&(s="http://www.w3.org/1999/xhtml"),yo(u,Sn(f)?f:[f],t,n,o,s,a,r,a?a[0]:n.__k&&ge(n,0),l,c),a&&a.some(Oe)),l&&g!="textarea"||(d="value",g=="progress"&&A==null?e.removeAttribute(d):A==null||A===e[d]&&(g!="progress"||A)||At(e,d,A,x[d],s),d="checked",_!=null&&_!=e[d]&&At(e,d,_,x[d],s))}else x===D||l&&e.data==D||(e.data=D);return e}function En(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(s){q.__e(s,n)}}function On(e,t,n){var o,s,a,r;if(q.unmount&&q.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||En(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){q.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(r=0;r<o.length;r++)o[r]&&On(o[r],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(s=qt(o,a=[]))&&(o==e.__e&&a.some(Oe),Oe(s),Oe(o)),n||Oe(e.__e),e.__e=e.__c=e.__=null}function xa(e,t,n){return this.constructor(e,n)}function Mn(e,t){var n,o,s,a;q.__&&q.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=lt(Ae,{children:[e]}),s=[],a=[],Tn(t,t.__k,o||Lt,Lt,t.namespaceURI,o?null:t.firstChild?Cn.call(t.childNodes):null,s,o?o.__e:t.firstChild,n,a),xo(s,t.__k,a),t.__k.props.children=null}q={__e:function(e,t,n,o){for(var s,a,r;t=t.__;)if((s=t.__c)&&!(1&s.__g)){s.__g|=4;try{if((r=(a=s.constructor)&&a.getDerivedStateFromError)&&s.setState(a.getDerivedStateFromError(e)),s.componentDidCatch&&(s.componentDidCatch(e,o||{}),r=1),r&&8&s.__g)return void(s.__g|=2)}catch(l){e=l}}throw Rt=0,e}},ho=0,kn=function(e){return e!=null&&e.constructor===ct},We.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Me({},this.state)),typeof e=="function"&&(e=e(Me({},n),this.props)),e&&(Me(n,e),this.__v&&(t&&this.__k.push(t),mo(this)))},We.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),mo(this))},We.prototype.render=Ae,_e=[],Rt=0,vo=function(e,t){return e.__v.__b-t.__v.__b},Nt=Symbol(),_o=/(PointerCapture)$|Capture$/i,xn=0,wn={},va=0;var He,K,An,So,Nn=Object.is,Dt=0,Ro=[],qn=[],W=q,Co=W.__b,To=W.__r,Eo=W.diffed,Oo=W.__c,Mo=W.unmount,Ao=W.__;function jt(e,t){W.__h&&W.__h(K,e,Dt||t),Dt=0;var n=K.__H||(K.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function b(e){return Dt=1,Sa(Lo,e)}function Sa(e,t,n){var o=jt(He++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):Lo(void 0,t),function(a){var r=(o.__N||o.__)[0],l=o.t(r,a);Nn(r,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=K,!K.__f)){K.__f=!0;var s=K.shouldComponentUpdate;K.shouldComponentUpdate=function(a,r,l){var c=this.__H;if(!c)return!0;var u=!1,d=this.props!=a;if(c.__.some(function(m){m.__N&&(u=!0,Nn(m.__[0],m.__N[0])||(d=!0))}),s){var p=s.call(this,a,r,l);return u?p||d:p}return!u||d}}return o.__}function S(e,t){var n=jt(He++,3);!W.__s&&Ln(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,K.__H.__h.push(n))}function j(e,t){var n=jt(He++,4);!W.__s&&Ln(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,K.__h.push(n))}function T(e){return Dt=5,E(function(){return{current:e}},[])}function E(e,t){var n=jt(He++,7);return Ln(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Ca(){var e;do{for(;e=qn.shift();)try{ut(e)}catch(n){W.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Ro.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ut),t.__h.some(Rn),t.__h=[]}catch(n){t.__h=[],W.__e(n,e.__v)}}}while(qn.length)}W.__b=function(e){K=null,Co&&Co(e)},W.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Ao&&Ao(e,t)},W.__r=function(e){To&&To(e),He=0;var t=(K=e.__c).__H;t&&(An==K?K.__h=[]:(t.__h.some(ut),t.__h.some(Rn),He=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),An=K},W.diffed=function(e){Eo&&Eo(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&qo(Ro.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),An=K=null},W.__c=function(e,t){t.some(function(n){try{n.__h.some(ut),n.__h=n.__h.filter(function(o){return!o.__||Rn(o)})}catch(o){n.__h=[function(){throw o}]}}),Oo&&Oo(e,t)},W.unmount=function(e){Mo&&Mo(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(s){try{if(s.__P&&s.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}s.__P=n,qo(qn.push(s))}else ut(s)}catch(a){t=a}}),o.__H=void 0,t&&W.__e(t,o.__v))};var No=typeof requestAnimationFrame=="function";function Ta(e){var t,n=function(){clearTimeout(o),No&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);No&&(t=requestAnimationFrame(n))}function qo(e){e!=1&&So==W.requestAnimationFrame||((So=W.requestAnimationFrame)||Ta)(Ca)}function ut(e){var t=K,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),K=t}function Rn(e){var t=K;e.__c=e.__(),K=t}function Ln(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!Nn(n,e[o])})}function Lo(e,t){return typeof t=="function"?t(e):t}var Ea=Symbol.for("preact-signals");function Ht(){if(pe>1)pe--;else{var e,t=!1;for((function(){var s=Ft;for(Ft=void 0;s!==void 0;){var a=s.S;if(a.v===s.v)for(var r=a.t;r!==void 0;r=r.x)r.i===s.i&&(r.i=a.i);s=s.o}})();pt!==void 0;){var n=pt;for(pt=void 0,Ut++;n!==void 0;){var o=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Io(n))try{n.c()}catch(s){t||(e=s,t=!0)}n=o}}if(Ut=0,pe--,t)throw e}}function Ne(e){if(pe>0)return e();Pn=++Oa,pe++;try{return e()}finally{Ht()}}var dt,I=void 0;function ft(e){var t=I,n=dt;I=void 0,dt=void 0;try{return e()}finally{I=t,dt=n}}var pt=void 0,pe=0,Ut=0,Oa=0,Pn=0,Ft=void 0,Wt=0;function Po(e){if(I!==void 0){var t=e.n;if(t===void 0||t.t!==I)return t={i:0,S:e,p:I.s,n:void 0,t:I,e:void 0,x:void 0,r:t},I.s!==void 0&&(I.s.n=t),I.s=t,e.n=t,32&I.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=I.s,t.n=void 0,I.s.n=t,I.s=t),t}}function J(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}J.prototype.brand=Ea;J.prototype.h=function(){return!0};J.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n!==void 0?n.e=e:ft(function(){var o;(o=t.W)==null||o.call(t)}))};J.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,o=e.x;n!==void 0&&(n.x=o,e.e=void 0),o!==void 0&&(o.e=n,e.x=void 0),e===this.t&&(this.t=o,o===void 0&&ft(function(){var s;(s=t.Z)==null||s.call(t)}))}};J.prototype.subscribe=function(e){var t=this;return ie(function(){var n=t.value;ft(function(){return e(n)})},{name:"sub"})};J.prototype.valueOf=function(){return this.value};J.prototype.toString=function(){return this.value+""};J.prototype.toJSON=function(){return this.value};J.prototype.peek=function(){var e=this;return ft(function(){return e.value})};Object.defineProperty(J.prototype,"value",{get:function(){var e=Po(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Ut>100)throw new Error("Cycle detected");(function(n){pe!==0&&Ut===0&&n.l!==Pn&&(n.l=Pn,Ft={S:n,v:n.v,i:n.i,o:Ft})})(this),this.v=e,this.i++,Wt++,pe++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Ht()}}}});function M(e,t){return new J(e,t)}function Io(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Do(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function jo(e){for(var t=e.s,n=void 0;t!==void 0;){var o=t.p;t.i===-1?(t.S.U(t),o!==void 0&&(o.n=t.n),t.n!==void 0&&(t.n.p=o)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=o}e.s=n}function qe(e,t){J.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Wt-1,this.f=4}qe.prototype=new J;qe.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Wt))return!0;if(this.g=Wt,this.f|=1,this.i>0&&!Io(this))return this.f&=-2,!0;var e=I;try{Do(this),I=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(n){this.v=n,this.f|=16,this.i++}return I=e,jo(this),this.f&=-2,!0};qe.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}J.prototype.S.call(this,e)};qe.prototype.U=function(e){if(this.t!==void 0&&(J.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}};qe.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}};Object.defineProperty(qe.prototype,"value",{get:function(){if(1&this.f)throw new Error("Cycle detected");var e=Po(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Re(e,t){return new qe(e,t)}function Uo(e){var t=e.j;if(e.j=void 0,typeof t=="function"){pe++;var n=I;I=void 0;try{t()}catch(o){throw e.f&=-2,e.f|=8,In(e),o}finally{I=n,Ht()}}}function In(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,Uo(e)}function Ma(e){if(I!==this)throw new Error("Out-of-order effect");jo(this),I=e,this.f&=-2;try{8&this.f&&In(this)}finally{Ht()}}function Be(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,dt&&dt.push(this)}Be.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t=="function"&&(this.j=t)}finally{e()}};Be.prototype.S=function(){if(1&this.f)throw new Error("Cycle detected");this.f|=1,this.f&=-9,Uo(this),Do(this),pe++;var e=I;return I=this,Ma.bind(this,e)};Be.prototype.N=function(){2&this.f||(this.f|=2,this.u=pt,pt=this)};Be.prototype.d=function(){this.f|=8,1&this.f||In(this)};Be.prototype.dispose=function(){this.d()};function ie(e,t){var n=new Be(e,t);try{n.c()}catch(s){throw n.d(),s}var o=n.d.bind(n);return o[Symbol.dispose]=o,o}var Fo,Kt,Bt,Aa=typeof window<"u"&&!!window.__PREACT_SIGNALS_DEVTOOLS__;var Wo=[];ie(function(){Fo=this.N})();function Ke(e,t){q[e]=t.bind(null,q[e]||function(){})}function mt(e){if(Bt){var t=Bt;Bt=void 0,t()}Bt=e&&e.S()}function Ho(e){var t=this,n=e.data,o=fe(n);o.name="ReactiveDom",o.value=n;var s=E(function(){for(var l=t,c=t.__v;c=c.__;)if(c.__c){c.__c.__$f|=4;break}var u=Re(function(){var f=o.value.value;return f===0?0:f===!0?"":f||""}),d=Re(function(){return!Array.isArray(u.value)&&!kn(u.value)}),p=ie(function(){if(this.N=Bo,d.value){var f=u.value;l.__v&&l.__v.__e&&l.__v.__e.nodeType===3&&(l.__v.__e.data=f)}}),m=t.__$u.d;return t.__$u.d=function(){p(),m.call(this)},[d,u]},[]),a=s[0],r=s[1];return a.value?r.peek():r.value}Ho.displayName="ReactiveTextNode";Object.defineProperties(J.prototype,{constructor:{configurable:!0,value:It(Ae,null).constructor},type:{configurable:!0,value:Ho},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}});Ke("__b",function(e,t){if(mt(),Kt=void 0,typeof t.type=="string"){var n,o=t.props;for(var s in o)if(s!=="children"){var a=o[s];a instanceof J&&(n||(t.__np=n={}),n[s]=a,o[s]=a.peek())}}e(t)});Ke("__r",function(e,t){if(e(t),t.type!==Ae){mt();var n,o=t.__c;o&&(o.__$f&=-2,(n=o.__$u)===void 0&&(o.__$u=n=(function(s,a){var r;return ie(function(){r=this},{name:a}),r.c=s,r})((function(s){return function(){var a;Aa&&((a=this.y)==null||a.call(this)),s.__$f|=1,s.setState({})}})(o),typeof t.type=="function"?t.type.displayName||t.type.name:""))),Kt=o,mt(n)}});Ke("__e",function(e,t,n,o){mt(),Kt=void 0,e(t,n,o)});Ke("diffed",function(e,t){mt(),Kt=void 0;var n;if(typeof t.type=="string"&&(n=t.__e)){var o=t.__np,s=t.props,a=n.U;if(a)for(var r in a){var l=a[r];l===void 0||o&&r in o||(l.d(),a[r]=void 0)}if(o){a||(a={},n.U=a);for(var c in o){var u=a[c],d=o[c];u===void 0?(u=Na(n,c,d,s),a[c]=u):u.o(d,s)}}}e(t)});function Na(e,t,n,o){var s=t in e&&e.ownerSVGElement===void 0,a=M(n);return{o:function(r,l){a.value=r,o=l},d:ie(function(){this.N=Bo;var r=a.value.value;o[t]!==r&&(o[t]=r,s?e[t]=r:r!=null&&(r!==!1||t[4]==="-")?e.setAttribute(t,r):e.removeAttribute(t))})}}Ke("unmount",function(e,t){if(typeof t.type=="string"){var n=t.__e;if(n){var o=n.U;if(o){n.U=void 0;for(var s in o){var a=o[s];a&&a.d()}}}var r=t.__np;if(r){var l=t.props;for(var c in r)l[c]=r[c]}t.__np=void 0}else{var u=t.__c;if(u){u.__$f|=8;var d=u.__$u;d&&(u.__$u=void 0,d.d())}}e(t)});Ke("__h",function(e,t,n,o){o<3&&(t.__$f|=2),e(t,n,o)});We.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,o=n&&n.s!==void 0;for(var s in t)return!0;if(this.__f||typeof this.u=="boolean"&&this.u===!0){var a=2&this.__$f;if(!(o||a||4&this.__$f)||1&this.__$f)return!0}else if(!(o||4&this.__$f)||3&this.__$f)return!0;for(var r in e)if(r!=="__source"&&e[r]!==this.props[r])return!0;for(var l in this.props)if(!(l in e))return!0;return!1};function fe(e,t){return E(function(){return M(e,t)},[])}var qa=function(e){queueMicrotask(function(){queueMicrotask(e)})};function Ra(){Ne(function(){for(var e;e=Wo.shift();)Fo.call(e)})}function Bo(){Wo.push(this)===1&&(q.requestAnimationFrame||qa)(Ra)}var Jo=function(e,t,n,o){var s;t[0]=0;for(var a=1;a<t.length;a++){var r=t[a++],l=t[a]?(t[0]|=r?1:2,n[t[a++]]):t[++a];r===3?o[0]=l:r===4?o[1]=Object.assign(o[1]||{},l):r===5?(o[1]=o[1]||{})[t[++a]]=l:r===6?o[1][t[++a]]+=l+"":r?(s=e.apply(l,Jo(e,l,n,["",null])),o.push(s),l[0]?t[0]|=2:(t[a-2]=0,t[a]=s)):o.push(l)}return o},Ko=new Map;function zo(e){var t=Ko.get(this);return t||(t=new Map,Ko.set(this,t)),(t=Jo(this,t.get(e)||(t.set(e,t=(function(n){for(var o,s,a=1,r="",l="",c=[0],u=function(m){a===1&&(m||(r=r.replace(/^\s*\n\s*|\s*\n\s*$/g,"")))?c.push(0,m,r):a===3&&(m||r)?(c.push(3,m,r),a=2):a===2&&r==="..."&&m?c.push(4,m,0):a===2&&r&&!m?c.push(5,0,!0,r):a>=5&&((r||!m&&a===5)&&(c.push(a,0,r,s),a=6),m&&(c.push(a,m,0,s),a=6)),r=""},d=0;d<n.length;d++){d&&(a===1&&u(),u(d));for(var p=0;p<n[d].length;p++)o=n[d][p],a===1?o==="<"?(u(),c=[c],a=3):r+=o:a===4?r==="--"&&o===">"?(a=1,r=""):r=o+r[0]:l?o===l?l="":r+=o:o==='"'||o==="'"?l=o:o===">"?(u(),a=1):a&&(o==="="?(a=5,s=r,r=""):o==="/"&&(a<5||n[d][p+1]===">")?(u(),a===3&&(c=c[0]),a=c,(c=c[0]).push(2,0,a),a=0):o===" "||o==="	"||o===`
`||o==="\r"?(u(),a=2):r+=o),a===3&&r==="!--"&&(a=4,c=c[0])}return u(),c})(e)),t),arguments,[])).length>1?t:t[0]}var i=zo.bind(It);var La=6e3,$t=M([]),Pa=0;function le(e,{error:t=!1}={}){let n=++Pa;$t.value=[...$t.value.slice(-3),{id:n,text:e,error:t}],t||setTimeout(()=>Go(n),La)}var Go=e=>$t.value=$t.value.filter(t=>t.id!==e);async function me(e){try{return await e()}catch(t){t.name!=="AbortError"&&le(t.message,{error:!0});return}}function Vo(){return i`<div class="notices" role="status" aria-live="polite">
        ${$t.value.map(({id:e,text:t,error:n})=>i`<p key=${e} class=${n?"notice is-error":"notice"}>
                <span>${t}</span><button class="plain" aria-label="close" onClick=${()=>Go(e)}>×</button>
            </p>`)}
    </div>`}function P({onAction:e,children:t,...n}){let[o,s]=b(!1),a=async r=>{s(!0),await me(()=>e(r)),s(!1)};return i`<button type="button" ...${n} disabled=${o||n.disabled} onClick=${a}>${t}</button>`}function U({text:e,label:t="copy"}){let[n,o]=b(!1);return i`<button type="button" class="small" onClick=${()=>me(async()=>{await Ia(typeof e=="function"?await e():e),o(!0),setTimeout(()=>o(!1),1500)})}>${n?"copied":t}</button>`}async function Ia(e){if(navigator.clipboard)return navigator.clipboard.writeText(e);let t=Object.assign(document.createElement("textarea"),{value:e,className:"offscreen"});document.body.append(t),t.select(),document.execCommand("copy"),t.remove()}function Jt({phase:e,failed:t,children:n}){return i`<span class=${`chip phase-${t?"failed":e}`}>${n}</span>`}function F({title:e,children:t,command:n}){return i`<div class="empty">
        <h2>${e}</h2>
        ${t}
        ${n&&i`<div class="command"><pre>${n}</pre><${U} text=${n} /></div>`}
    </div>`}function Xo({value:e,before:t}){let n=JSON.stringify(e,null,2)?.split(`
`)??[];if(t===void 0)return i`<pre class="json">${n.join(`
`)}</pre>`;let o=Da(n,JSON.stringify(t,null,2)?.split(`
`)??[]);return i`<pre class="json">${n.map((s,a)=>o.has(a)?i`<ins>${s}${`
`}</ins>`:`${s}
`)}</pre>`}function Da(e,t){let n=0;for(;n<e.length&&n<t.length&&e[n]===t[n];)n+=1;let o=0,s=Math.min(e.length,t.length)-n;for(;o<s&&e[e.length-1-o]===t[t.length-1-o];)o+=1;let a=e.slice(n,e.length-o),r=t.slice(n,t.length-o),l=new Set(a.map((d,p)=>n+p));if(a.length*r.length>4e6)return l;let c=r.length+1,u=new Uint16Array((a.length+1)*c);for(let d=a.length-1;d>=0;d-=1)for(let p=r.length-1;p>=0;p-=1)u[d*c+p]=a[d]===r[p]?u[(d+1)*c+p+1]+1:Math.max(u[(d+1)*c+p],u[d*c+p+1]);for(let d=0,p=0;d<a.length&&p<r.length;)a[d]===r[p]?(l.delete(n+d),d+=1,p+=1):u[(d+1)*c+p]>=u[d*c+p+1]?d+=1:p+=1;return l}function be({tabs:e,current:t,to:n,label:o}){return i`<nav class="tabs" aria-label=${o}>
        ${e.map(([s,a,r])=>i`<a href=${n(s)} aria-current=${s===t?"page":void 0}>
                ${a}${r?i` <small>${r}</small>`:""}</a
            >`)}
    </nav>`}function ae({title:e,onClose:t,onSubmit:n,submit:o="OK",children:s}){let a=T(null),[r,l]=b("");return j(()=>{let u=document.activeElement;return a.current.showModal(),()=>u?.focus?.()},[]),i`<dialog ref=${a} aria-label=${e} onClose=${t}>
        <form onSubmit=${async u=>{u.preventDefault(),l("");try{await n(Object.fromEntries(new FormData(u.target))),t()}catch(d){l(d.message)}}}>
            <h2>${e}</h2>
            ${s} ${r&&i`<p class="is-error" role="alert">${r}</p>`}
            <p class="buttons">
                <button type="button" onClick=${t}>cancel</button><button class="primary">${o}</button>
            </p>
        </form>
    </dialog>`}function Je({rows:e,keyOf:t,height:n,selected:o,label:s,row:a,empty:r}){let l=T(null),c=T({rows:[]}),[u,d]=b({top:0,height:600}),p=()=>d({top:l.current.scrollTop,height:l.current.clientHeight});j(()=>{let _=new ResizeObserver(p);return _.observe(l.current),()=>_.disconnect()},[]),j(()=>{let _=c.current.height??n;_!==n&&(l.current.scrollTop*=n/_),c.current.height=n},[n]),j(()=>{let _=Fa(c.current.rows,e,{keyOf:t,height:n,selected:o,frame:l.current});_&&(l.current.scrollTop+=_*n,p()),c.current.rows=e},[e]);let m=o==null?-1:e.findIndex(_=>t(_)===o);j(()=>{m>=0&&Wa(l.current,m,n)},[o,m>=0]);let f=Math.max(0,Math.floor(u.top/n)-6),h=e.slice(f,f+Math.ceil(u.height/n)+12),A=Math.floor(u.top/n);return i`<div class="long-list">
        <div class="rows" role="list" aria-label=${s} tabindex="-1" ref=${l} onScroll=${p}>
            ${e.length?"":r}
            <${ja} height=${e.length*n}>
                ${h.map((_,C)=>i`<${Ua} key=${t(_)} top=${(f+C)*n} height=${n}>
                        ${a(_)}
                    <//>`)}
            <//>
        </div>
        ${A>0&&i`<button class="to-top small" onClick=${()=>l.current.scrollTop=0}>↑ ${A} above</button>`}
    </div>`}function ja({height:e,children:t}){let n=T(null);return j(()=>{n.current.style.height=`${e}px`},[e]),i`<div class="spacer" ref=${n}>${t}</div>`}function Ua({top:e,height:t,children:n}){let o=T(null);return j(()=>{Object.assign(o.current.style,{transform:`translateY(${e}px)`,height:`${t}px`})},[e,t]),i`<div class="placed" role="listitem" ref=${o}>${n}</div>`}function Fa(e,t,{keyOf:n,height:o,selected:s,frame:a}){if(!e.length||e===t)return 0;let r=Math.floor(a.scrollTop/o),l=s==null?-1:e.findIndex(p=>n(p)===s),c=l>=r&&l*o<a.scrollTop+a.clientHeight;if(!c&&r===0)return 0;let u=e[c?l:Math.min(r,e.length-1)],d=t.findIndex(p=>n(p)===n(u));return d<0?0:d-(c?l:r)}function Wa(e,t,n){let o=t*n;o<e.scrollTop?e.scrollTop=o:o+n>e.scrollTop+e.clientHeight&&(e.scrollTop=o+n-e.clientHeight)}function zt(e,t){S(()=>{let n=setInterval(e,t);return()=>clearInterval(n)},[])}function L(e,t){let[n,o]=b([void 0,""]),s=T(0),a=async()=>{let r=++s.current;try{let l=await e();r===s.current&&o([l,""])}catch(l){r===s.current&&o(([c])=>[c,l.message])}};return S(()=>(a(),()=>s.current+=1),t),[n[0],n[1],a]}var Ha=["Sun","Mon","Tue","Wed","Thu","Fri","Sat"],ht=e=>String(e).padStart(2,"0"),y=e=>e==null?null:Date.parse(e.replace(/(\.\d{3})\d+/,"$1")),Gt=e=>new Date(e).toISOString().replace(".000Z","Z");function ye(e){let t=new Date(e);return`${ht(t.getUTCHours())}:${ht(t.getUTCMinutes())}:${ht(t.getUTCSeconds())}`}function z(e){let t=e%1e3;return ye(e)+(t?`.${String(Math.abs(t)).padStart(3,"0").replace(/0+$/,"")}`:"")}var re=e=>`${Ha[new Date(e).getUTCDay()]} ${ye(e)}`,ze=e=>new Date(e).toISOString().slice(0,10),N=e=>`${ze(e)} ${z(e)} UTC`;function vt(e,t){if(!t)return"";try{let n={weekday:"short",hour:"2-digit",minute:"2-digit",second:"2-digit",hourCycle:"h23"};return`${new Intl.DateTimeFormat("en-GB",{...n,timeZone:t}).format(e).replace(",","")} ${t}`}catch{return""}}function V(e){let t=e<0?"-":"",n=Math.abs(e);if(n<1e3)return`${t}${n?Number((n/1e3).toFixed(3)):0}s`;if(n<1e4)return`${t}${Number((n/1e3).toFixed(1))}s`;n=Math.round(n/1e3);let o=[["d",86400],["h",3600],["m",60],["s",1]],s=[];for(let[a,r]of o){let l=Math.floor(n/r);l&&s.push(`${l}${a}`),n-=l*r}return t+s.slice(0,2).join(" ")}function Yo(e){let t=Math.round(e/1e3);if(e%1e3||t<60)return V(e);let[n,o]=[Math.floor(t/3600),Math.floor(t/60)%60];return`${n?`${n}:${ht(o)}`:o}:${ht(t%60)}`}var ne=e=>e==null?"":`${e<10?e.toFixed(1):Math.round(e)} ms`,H=(e,t)=>`${e.toLocaleString("en")} ${t}${e===1?"":"s"}`,Ge=e=>e.length>18?`${e.slice(0,8)}…${e.slice(-4)}`:e;function ee(e){try{return JSON.stringify(JSON.parse(e),null,2)}catch{return e??""}}function G(e,t,{headers:n={},body:o}={}){let s=r=>`'${r.replaceAll("'","'\\''")}'`,a=["curl","-s",...e==="GET"?[]:["-X",e],s(t)];for(let[r,l]of Object.entries(n))a.push("-H",s(`${r}: ${l}`));return o!==void 0&&a.push("-d",s(o)),a.join(" ")}var[,Ba,Ka]=location.pathname.match(/^(.*?)(?:\/w\/([^/]+))?(?:\/__admin\/?)?$/)??[],B=(Ba??"").replace(/\/$/,""),Ja=`${B}/__admin`,Zo=[250,500,1e3,2e3,4e3],Ie=M(""),Xe=M(!1),jn=()=>new URLSearchParams(location.search).get("world")||Ka||"default",w=M(jn()),Pe=M("connecting"),Ve=class extends Error{constructor(t,{code:n,message:o,details:s}){super(o),Object.assign(this,{status:t,code:n,details:s})}};function Qo(e){let t={"X-Mockserver-World":w.value,...e};return Ie.value&&(t.Authorization=`Bearer ${Ie.value}`),t}function es(e,t={}){let n=Object.entries(t).filter(([,o])=>o!=null&&o!=="");return`${Ja}${e}${n.length?`?${new URLSearchParams(n)}`:""}`}async function Dn(e,t,{query:n,body:o,type:s,signal:a}={}){let r={method:e,headers:Qo(s?{"Content-Type":s}:{}),signal:a};o!==void 0&&(r.body=o);let l;try{l=await fetch(es(t,n),r)}catch(u){throw u.name==="AbortError"?u:new Ve(0,{code:"unreachable",message:"The server cannot be reached."})}if(l.ok)return l;l.status===401&&(Xe.value=!0);let c=await l.text();throw new Ve(l.status,za(c)??{code:"error",message:c||l.statusText})}function za(e){try{return JSON.parse(e).error}catch{return null}}async function Le(e,t,n){return(await Dn(e,t,n)).json()}var _t="application/json",$={get:(e,t,n)=>Le("GET",e,{query:t,signal:n}),text:async(e,t)=>(await Dn("GET",e,{query:t})).text(),blob:async(e,t)=>(await Dn("GET",e,{query:t})).blob(),post:(e,t={})=>Le("POST",e,{body:JSON.stringify(t),type:_t}),put:(e,t)=>Le("PUT",e,{body:JSON.stringify(t),type:_t}),putText:(e,t)=>Le("PUT",e,{body:t,type:_t}),patch:(e,t)=>Le("PATCH",e,{body:JSON.stringify(t),type:_t}),delete:e=>Le("DELETE",e),yaml:(e,t)=>Le("POST",e,{body:t,type:"application/yaml"})};async function ts(e,t,{body:n,headers:o}={}){let s={...o,"X-Mockserver-World":w.value};n!==void 0&&(s["Content-Type"]=_t);let a=await fetch(`${B}${t}`,{method:e,headers:s,body:n});return{status:a.status,ok:a.ok,headers:a.headers,text:await a.text()}}async function ns(e,{onEvent:t,onOpen:n,abort:o}){let s="";for(let a=0;!o.aborted;a+=1){try{let r=s?{"Last-Event-ID":s}:{},l=await fetch(es("/events",{world:e}),{headers:Qo(r),signal:o});if(l.status===401){Xe.value=!0,Pe.value="lost";return}l.ok&&(a=0,Pe.value="live",n(!!s),await Ga(l.body,c=>{s=c.id??s,c.data&&t(c.kind,JSON.parse(c.data))}))}catch{if(o.aborted)return}Pe.value="lost",await Xa(Zo[Math.min(a,Zo.length-1)],o)}}async function Ga(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader(),o="";for(;;){let{done:s,value:a}=await n.read();if(s)return;let r=(o+a).split(`

`);o=r.pop();for(let l of r)t(Va(l))}}function Va(e){let t={kind:"message"};for(let n of e.split(`
`)){let o=n.indexOf(": "),s=n.slice(0,o),a=n.slice(o+2);s==="id"?t.id=a:s==="event"?t.kind=a:s==="data"&&(t.data=a)}return t}function Xa(e,t){return new Promise(n=>{let o=setTimeout(n,e);t.addEventListener("abort",()=>(clearTimeout(o),n()),{once:!0})})}var gt=M(location.hash),k=Re(()=>{let[e,t=""]=gt.value.replace(/^#\/?/,"").split("?"),n=e.split("/").filter(Boolean).map(decodeURIComponent);return{path:n.length?n:["calls"],query:Object.fromEntries(new URLSearchParams(t))}});function v(e,t={}){let n=Object.entries(t).filter(([,s])=>s),o=n.length?`?${new URLSearchParams(n)}`:"";return`#/${e.filter(s=>s!=null).map(encodeURIComponent).join("/")}${o}`}function O(e,{query:t,replace:n=!1}={}){let o=v(e,t);o!==location.hash&&(history[n?"replaceState":"pushState"](null,"",o),gt.value=o)}function oe(e){O(k.value.path,{query:{...k.value.query,...e},replace:!0})}function Un(e){let t=new URLSearchParams(location.search);t.set("world",e),history.pushState(null,"",`?${t}`),gt.value="",w.value=e}addEventListener("popstate",()=>{gt.value=location.hash,w.value=jn()});addEventListener("hashchange",()=>gt.value=location.hash);var Ya=["said","tool_used","answered","detected","transferred","ended","cancelled"];function bt(e){let t=T(null),n=k.value.path[3];return j(()=>{n&&t.current?.querySelector(".is-named")?.scrollIntoView({block:"nearest"})},[n,e]),[t,n]}function Fn({call:e,events:t,look:n,now:o}){let[s,a]=bt(e.id),r=t.filter(l=>Ya.includes(l.event));return r.some(l=>l.event==="said")?i`<div class="two-columns">
        <ol class="sayings padded" ref=${s}>${r.map(l=>i`<${Qa} key=${l.number} row=${l} named=${String(l.number)===a} future=${Za(l,n,o)} zone=${e.time_zone} />`)}</ol>
        <div class="padded stack"><${os} call=${e} /></div>
    </div>`:i`<div class="padded stack">
            <p class="dim">${r.length?"Nobody speaks in this call, as far as it is planned.":"Nobody has answered, and no answer is planned yet."}</p>
            <${os} call=${e} />
        </div>`}var Za=(e,t,n)=>e.planned||e.ms>(t??n);function Qa({row:e,named:t,future:n,zone:o}){let s=e.event==="said",a=s?e.who:e.event==="tool_used"?"tool":"";return i`<li class=${`saying is-${a||"event"}${n?" is-planned":""}${t?" is-named":""}`}>
        <time title=${[N(e.ms),vt(e.ms,o)].filter(Boolean).join(`
`)}>${z(e.ms).slice(0,8)}</time>
        <b>${a}</b>
        ${e.event==="tool_used"?i`<span class="mono">${e.name} ${JSON.stringify(e.arguments)} → ${e.output}</span>`:i`<span>${s?e.text:e.words}</span>`}
    </li>`}function os({call:e}){let t=e.timeline.findLast(n=>n.event==="ended");return!t||!t.outputs&&!t.summary?i`<p class="dim">No outputs and no summary${t?" are in the scenario":" yet"}.</p>`:i`<div class=${t.planned?"stack is-planned":"stack"}>
        <h3>${t.planned?"Planned results":"Results"}</h3>
        ${t.summary&&i`<p>${t.summary}</p>`}
        ${t.outputs&&i`<dl class="facts-list">${Object.entries(t.outputs).map(([n,o])=>i`<dt>${n}</dt><dd class="mono">${typeof o=="string"?o:JSON.stringify(o)}</dd>`)}</dl>`}
    </div>`}function ss({call:e,events:t,now:n}){let[o,s]=bt(e.id),a=t[0]?.ms??n;return i`<div class="scroll" ref=${o}>
        <table class="events">
            <thead><tr><th>time</th><th>after</th><th>event</th><th>status then</th></tr></thead>
            <tbody>
                ${t.map(r=>i`<tr key=${r.number} class=${`${r.planned?"is-planned":""}${String(r.number)===s?" is-named":""}`}>
                        <td class="mono" title=${[N(r.ms),vt(r.ms,e.time_zone)].filter(Boolean).join(`
`)}>${re(r.ms)}</td>
                        <td class="mono dim">${V(r.ms-a)}</td>
                        <td>${r.words}</td>
                        <td class="mono">${r.status}</td>
                    </tr>`)}
            </tbody>
        </table>
    </div>`}function as({call:e,events:t,look:n}){let[o,s]=b(null);S(()=>s(null),[e.id,n]);let a=t.filter(p=>!p.planned).length,r=n===null?null:t.filter(p=>p.ms<=n).length,l=o??r??a,[c,u]=L(()=>er(e.id,l,a),[e.id,l,e]);if(u)return i`<p class="padded is-error">${u}</p>`;if(!c)return i`<p class="padded dim">loading…</p>`;let d=c.previous?`changed since ${ye(Date.parse(c.previous.at))} is marked`:"nothing came before";return i`<div class="padded stack">
        <div class="row-of">
            <code>${c.method} ${c.path} → ${c.status}</code>
            <span class="spread row-of">
                <button class="small" disabled=${l<=1} aria-label="one event earlier" onClick=${()=>s(l-1)}>←</button>
                <span class="mono dim">${l} of ${t.length} events</span>
                <button class="small" disabled=${l>=t.length} aria-label="one event later" onClick=${()=>s(l+1)}>→</button>
                ${l!==a&&i`<button class="small" onClick=${()=>s(a)}>now</button>`}
                <${U} text=${JSON.stringify(c.body,null,2)} />
            </span>
        </div>
        <p class="dim">${tr(c,l,a,t)} · ${d}</p>
        <${Xo} value=${c.body} before=${c.previous?.body} />
    </div>`}function er(e,t,n){return $.get(`/calls/${encodeURIComponent(e)}/response`,t===n?{}:{events:t})}function tr(e,t,n,o){let s=o[t-1],a=s?`after "${s.words}"`:"";return t>n?`what it will answer at ${N(Date.parse(e.at))}, ${a}`:t<n?`what it answered at ${N(Date.parse(e.at))}, ${a}`:`now, ${a}`}var nr={delivered:"is-ok",pending:"is-pending"},or=e=>`chip ${nr[e]??"is-failed"}`;function rs({call:e}){let[t,n]=bt(e.webhooks.length);return e.webhooks.length?i`<div ref=${t}>${e.webhooks.map(o=>i`<${sr} key=${o.id} delivery=${o} named=${String(o.id)===n} />`)}</div>`:i`<${F} title="No webhook about this call">
            <p>No receiver has asked for its events so far. Register one at the provider, or send all webhooks of this world to one URL under <a href=${v(["webhooks"])}>Webhooks</a>.</p>
        <//>`}function sr({delivery:e,named:t}){let n=()=>$.post(`/webhooks/${e.id}/replay`),o=()=>G(e.method,e.url,{headers:e.headers,body:e.body});return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${N(y(e.at))}>${re(y(e.at))}</time><b>${e.event}</b>
            <span class="mono dim grow">${e.url}</span>
            ${e.faults.map(s=>i`<span class="chip is-failed" title="a planned fault">${s}</span>`)}
            <span class=${or(e.outcome)}>${e.outcome}</span>
        </summary>
        <div class="stack padded">
            ${e.reason&&i`<p class="is-error">${e.reason} ${e.remedy}</p>`}
            <table><tbody>${e.attempts.map((s,a)=>i`<tr key=${a}><td>attempt ${a+1}</td><td class="mono">${re(y(s.at))}</td><td class="mono">${s.error||s.status}</td><td class="mono dim">${ne(s.duration_ms)}</td><td class="mono dim">${s.answer}</td></tr>`)}
            ${e.next_at&&i`<tr class="is-planned"><td>attempt ${e.attempts.length+1}</td><td class="mono">${re(y(e.next_at))}</td><td colspan="3">planned</td></tr>`}</tbody></table>
            <div class="row-of"><${P} class="small" onAction=${n}>replay<//><${U} text=${e.body} label="copy body" /><${U} text=${o} label="copy as curl" /><a class="button small" href=${v(["webhooks",e.id])}>open</a></div>
            <pre class="json">${ee(e.body)}</pre>
        </div>
    </details>`}function is({call:e}){let[t,n]=bt(e.requests.length);return e.requests.length?i`<div ref=${t}>${e.requests.map(o=>i`<${ar} key=${o.id} record=${o} named=${String(o.id)===n} />`)}</div>`:i`<${F} title="No request about this call"><p>Reads, cancels and other requests with its id are listed here.</p><//>`}function ar({record:e,named:t}){let n=async()=>(await $.get(`/requests/${e.id}`)).curl,o=e.status==null||e.status>=400,{before:s,after:a}=e.call_status??{};return i`<details class=${`entry${t?" is-named":""}`} open=${t}>
        <summary>
            <time title=${N(y(e.at))}>${re(y(e.at))}</time><b class="mono">${e.method}</b>
            <span class="mono grow">${e.path}</span>
            ${e.fault&&i`<span class="chip is-failed" title="a planned fault">${e.fault}</span>`}
            <span class="mono dim">${s===a?a:`${s??"new"} → ${a}`}</span>
            <span class=${`chip ${o?"is-failed":"is-ok"}`}>${e.status??"none"}</span>
        </summary>
        <div class="stack padded">
            ${e.message&&i`<p class="is-error">${e.message}</p>`} ${e.note&&i`<p>${e.note}</p>`}
            <div class="row-of"><${U} text=${n} label="copy as curl" /><a class="button small" href=${v(["requests",e.id])}>open</a><span class="dim mono">${e.operation} · ${ne(e.duration_ms)}</span></div>
            ${e.body&&i`<h3>request</h3><pre class="json">${ee(e.body)}</pre>`}
            <h3>response</h3>
            <pre class="json">${ee(e.answer)}</pre>
        </div>
    </details>`}function Vt({path:e,query:t,version:n}){let[o,s]=L(()=>$.text(e,t),[e,JSON.stringify(t),n]),a=T(null);return j(()=>{o&&cr(a.current,o)},[o]),s?i`<p class="dim">${s}</p>`:i`<div class="graph" ref=${a}></div>`}var rr=/<style>([^]*?)<\/style>/g,ir="svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; }";function lr(e){let t=new CSSStyleSheet;return t.replaceSync(e),t}function cr(e,t){let n=e.shadowRoot??e.attachShadow({mode:"open"}),o=[ir],s=t.replace(rr,(a,r)=>(o.push(r),""));n.adoptedStyleSheets=o.map(lr),n.replaceChildren(new DOMParser().parseFromString(s,"image/svg+xml").documentElement)}function ls({call:e}){let t=encodeURIComponent(e.scenario),[n,o]=L(()=>$.text(`/scenarios/${t}/source`),[e.scenario]);return i`<div class="two-columns">
        <div class="padded">
            <${Vt} path=${`/scenarios/${t}/diagram.svg`} query=${{provider:e.provider,call:e.id}} version=${e} />
        </div>
        <div class="padded stack">
            <div class="row-of"><h3>${e.scenario}</h3>
            <span class="spread row-of">${n&&i`<${U} text=${n} />`}<a class="button small" href=${v(["scenarios",e.scenario])}>open</a></span></div>
            ${o?i`<p class="dim">${o}</p>`:i`<pre class="json">${n}</pre>`}
        </div>
    </div>`}var Ye=M("dashboard");async function Xt(e,{method:t,path:n,body:o},s={}){let{header:a,prefix:r}=e.authentication,l=await ts(t,n,{body:o,headers:{[a]:r+Ye.value,...s}});if(!l.ok)throw Object.assign(new Error(`${e.title} answers ${l.status}: ${Wn(l.text)}`),{answer:l});return l}function Wn(e){try{let{error:t,message:n,detail:o}=JSON.parse(e);return n??t?.message??o??(typeof t=="string"?t:e)}catch{return e}}function Yt(){return i`<label>API key <input value=${Ye.value} autocomplete="off" onInput=${e=>Ye.value=e.target.value} /></label>`}var cs=150,ur=100,Bn=1e3,us=2e4,dr=300,$e=M([]),et=M(0),Zt=M(!0),ce=M(null),R=M([]),xe=M({findings:0,webhooks:0}),ke=M(""),Kn=M([]),we=new Map,Ze=new Set,Hn=new Set,Qe=0,ds=0;function Y(e){return Hn.add(e),()=>Hn.delete(e)}var Jn=(e,t)=>Hn.forEach(n=>n(e,t));function wt(){let{mode:e,rate:t,now:n,read:o}=ce.peek()??{now:0};return e==="real"?n+(performance.now()-o)*t:n}function zn(e){ce.value={...ce.peek(),...e,now:y(e.now),read:performance.now()}}var yt=Q(async()=>zn(await $.get("/clock")),120),ps=Q(async()=>{let[e,t]=await Promise.all([$.get("/findings"),$.get("/webhooks",{outcome:"failed",limit:Bn,wait:0})]);xe.value={findings:e.findings.length,webhooks:t.webhooks.length}},1e3),Gn=Q(async()=>{let e=(await $.get("/worlds")).worlds.map(t=>t.name);Kn.value=[...new Set([...e,w.peek()])].sort()},1e3);async function fs(){let e=++Qe;try{let[t,n]=await Promise.all([$.get("/clock"),$.get("/providers")]);if(e!==Qe)return;zn(t),R.value=n.providers;let o=new Map(we),s,a=ur;we.clear();do{let r=await $.get("/calls",{view:"summary",limit:a,cursor:s});if(a=Bn,e!==Qe)return;for(let l of r.calls)we.set(l.id,l);s=r.next,(!o.size||!s)&&ms(r.count)}while(s&&we.size<us);ke.value="",Zt.value=!1,ps(),Gn(),Jn("reload")}catch(t){e===Qe&&(ke.value=t.message)}}function ms(e){Ne(()=>{$e.value=[...we.values()].sort((t,n)=>n.number-t.number).slice(0,us),et.value=Math.max(e??0,we.size)})}async function $s(){let e=[...Ze].slice(0,dr),t=Qe;for(let n of e)Ze.delete(n);try{let n=(await $.get("/calls",{view:"summary",id:e.join(","),limit:Bn,examples:!0})).calls;if(t!==Qe)return;for(let o of n)we.set(o.id,o);ms(et.peek()),Jn("calls",new Set(e))}catch{for(let n of e)Ze.add(n)}ds=Ze.size?setTimeout($s,cs):0}function pr(e){Ze.add(e),ds||=setTimeout($s,cs)}function fr(e,t){(e==="call"||e==="delivery"&&t.call)&&pr(t.call),(e==="call"||e==="delivery")&&yt(),(e==="request"||e==="delivery")&&ps(),e==="clock"&&(zn(t),yt()),(e==="gap"||e==="world")&&fs(),Jn(e,t)}function Q(e,t){let n=!1,o=!1;async function s(){for(o=!0;n;){n=!1;try{await e()}catch{}await new Promise(a=>setTimeout(a,t))}o=!1}return()=>{n=!0,o||s()}}function hs(){ie(()=>{let e=w.value;Ie.value;let t=new AbortController;return Ne(()=>{we.clear(),Ze.clear(),$e.value=[],et.value=0,Zt.value=!0,Pe.value="connecting"}),ns(e,{abort:t.signal,onOpen:()=>fs(),onEvent:fr}),()=>t.abort()})}var mr=["dialling","ringing"],$r=["placed","held","waiting","dialling","ringing","talking","paused"],hr=["human","voicemail","IVR","unknown","ios-screening-filter"],vr=["user","agent","system"];function vs({call:e}){let[t,n]=b(null),o=R.value.find(u=>u.name===e.provider),s=(u,d)=>$.post(`/calls/${encodeURIComponent(e.id)}/${u}`,d),a=()=>n(null),r=u=>()=>n(u),l=o?.calls.cancel,c={say:i`<${_r} drive=${s} onClose=${a} />`,fail:i`<${gr} drive=${s} reasons=${o?.dial_errors??[]} onClose=${a} />`,hangup:i`<${yr} drive=${s} onClose=${a} />`,transfer:i`<${kr} drive=${s} onClose=${a} />`,answer:i`<${br} drive=${s} onClose=${a} />`,cancel:i`<${xr} call=${e} provider=${o} onClose=${a} />`};return i`<div class="controls" role="group" aria-label="drive this call">
        ${mr.includes(e.phase)&&i`<${P} onAction=${()=>s("answer",{by:"human"})}>answer<//><button onClick=${r("answer")}>answered by…</button><button onClick=${r("fail")}>fail with…</button>`}
        ${e.phase==="talking"&&i`<button onClick=${r("say")}>say…</button><button onClick=${r("hangup")}>hang up…</button><button onClick=${r("transfer")}>transfer…</button>`}
        ${l&&$r.includes(e.phase)&&i`<button onClick=${r("cancel")} title=${`${l.method} ${l.path}`}>cancel as client</button>`}
        ${t&&c[t]}
    </div>`}var Vn=e=>e.map(t=>i`<option key=${t} value=${t}>${t.replaceAll("_"," ")}</option>`),_r=({drive:e,onClose:t})=>i`<${ae} title="Say something" submit="say" onClose=${t} onSubmit=${n=>e("say",n)}>
    <p class="dim">The planned rest of the conversation is replaced: the call goes on until it is hung up.</p>
    <label>who <select name="who">${Vn(["user","agent"])}</select></label>
    <label>text <textarea name="text" rows="3" required autofocus></textarea></label>
<//>`,gr=({drive:e,reasons:t,onClose:n})=>i`<${ae} title="Let the dial fail" submit="fail" onClose=${n} onSubmit=${o=>e("fail",o)}>
    <p class="dim">A provider that retries will dial again.</p>
    <label>reason <select name="reason" autofocus>${Vn(t)}</select></label>
<//>`,br=({drive:e,onClose:t})=>i`<${ae} title="Answer the call" submit="answer" onClose=${t} onSubmit=${n=>e("answer",n)}>
    <label>answered by <select name="by" autofocus>${hr.map(n=>i`<option key=${n}>${n}</option>`)}</select></label>
<//>`;function yr({drive:e,onClose:t}){return i`<${ae} title="Hang up" submit="hang up" onClose=${t} onSubmit=${({by:o,summary:s,outputs:a})=>e("hangup",{by:o,...s&&{summary:s},...a.trim()&&{outputs:wr(a)}})}>
        <label>by <select name="by" autofocus>${Vn(vr)}</select></label>
        <label>summary <input name="summary" placeholder="optional" /></label>
        <label>outputs, as JSON <textarea name="outputs" rows="2" placeholder='optional: {"interested": true}'></textarea></label>
    <//>`}function wr(e){try{return JSON.parse(e)}catch(t){throw new Error(`The outputs are not JSON: ${t.message}`)}}var kr=({drive:e,onClose:t})=>i`<${ae} title="Transfer the call" submit="transfer" onClose=${t} onSubmit=${n=>e("transfer",n)}>
    <label>to (E.164) <input name="to" required placeholder="+12125550199" autofocus /></label>
<//>`;function xr({call:e,provider:t,onClose:n}){let{method:o,path:s}=t.calls.cancel,a=s.replace("{id}",encodeURIComponent(e.id));return i`<${ae} title="Cancel as the client would" submit="send" onClose=${n} onSubmit=${()=>Xt(t,{method:o,path:a})}>
        <p>This sends the client's own request:</p>
        <pre>${o} ${a}</pre>
        <${Yt} />
    <//>`}var kt=M(!1);async function tt(e){if(kt.value)return;kt.value=!0;let t=await me(()=>$.post("/clock/advance",e));kt.value=!1,yt(),t&&(t.slow.length?le(`${H(t.slow.length,"webhook")} still unanswered: see Webhooks.`,{error:!0}):!t.event_count&&e.until&&le("Nothing is planned: no event to advance to."))}var Qt=()=>tt({until:"next"}),_s=()=>tt({until:"settled"});async function gs(e){await me(()=>$.patch("/clock",e)),yt()}var bs=[.1,.2,.5,1,2,5,10,15,30,60,120,300,600,1800,3600,7200,21600,43200,86400].map(e=>e*1e3);function Sr(e){let t=[...new Set(e)].sort((s,a)=>s-a),n=t.slice(1).map((s,a)=>({start:t[a],end:s,folded:!1})),o=0;for(let s of[...n].sort((a,r)=>a.end-a.start-(r.end-r.start))){let a=s.end-s.start;a>3e4&&a>o?s.folded=!0:o+=a}return Cr(n)}function Cr(e){let t=[];for(let n of e){let o=t.at(-1);o&&!o.folded&&!n.folded?o.end=n.end:t.push({...n})}return t}function en(e,t,n=46){let o=Sr(e),s=Math.min(...e),a=o.filter(d=>d.folded).length,r=o.filter(d=>!d.folded).reduce((d,p)=>d+p.end-p.start,0),l=Math.max(t-a*n,1)/Math.max(r,1),c=0;for(let d of o)d.x=c,d.width=d.folded?n:(d.end-d.start)*l,c+=d.width;let u=o.at(-1)?.end??s;return{start:s,end:u,width:c,scale:l,parts:o,x:d=>Tr(o,d,s),at:d=>Er(o,d,s)}}function Tr(e,t,n){if(!e.length||t<=n)return 0;let o=e.find(s=>t<=s.end)??e.at(-1);return o.x+Math.min(1,(t-o.start)/(o.end-o.start))*o.width}function Er(e,t,n){if(!e.length||t<=0)return n;let o=e.find(s=>t<=s.x+s.width)??e.at(-1);return o.start+Math.min(1,(t-o.x)/o.width)*(o.end-o.start)}function tn({parts:e,scale:t},n){let o=bs.find(a=>a*t>=n)??bs.at(-1),s=[];for(let a of e)if(!a.folded)for(let r=Math.ceil(a.start/o)*o;r<=a.end;r+=o){let l=a.x+(r-a.start)*t;(!s.length||l-s.at(-1).x>=n*.8)&&s.push({at:r,x:l})}return s}var nn=e=>t=>e.parts.every(n=>!n.folded||Math.abs(t.x-(n.x+n.width/2))>n.width/2+30);var Or=55,Mr=700,ys={placed:["queued","placed"],due:["queued","queued"],held:["waiting",""],waiting:["waiting","waits for a line"],paused:["waiting","paused"],dialled:["dialling","dials"],ringing:["ringing","rings"],answered:["talking",""],shown:["shown",""]},Ar=["dials","conversation","webhooks"];function Xn(e){return e.timeline.filter(n=>n.event!=="webhook").map((n,o)=>({...n,number:o+1,ms:y(n.at),words:n.description??n.event}))}function xs(e,t,n){let o=Xn(e);return[{name:"dials",items:Nr(o,n)},{name:"conversation",items:Lr(o)},{name:"tools",items:ks(o,"tool_used","tool",a=>a.name)},{name:"results",items:ks(o,"ready","result",a=>a.result)},{name:"requests",items:t.map(Pr)},{name:"webhooks",items:e.webhooks.flatMap(Ir)},{name:"faults",items:[...t.filter(a=>a.fault).map(Dr),...e.webhooks.filter(a=>a.faults.length).map(jr)]}].filter(a=>a.items.length||Ar.includes(a.name))}function Ss(e,t){return[t,...e.flatMap(n=>n.items.flatMap(o=>[o.at,o.until??o.at]))]}function Nr(e,t){let n=[],o=null,s=!1,a=(r,l,c)=>{o&&r.ms>o.at&&n.push(...ws(t,{...o,until:r.ms})),o=l&&{kind:l,label:c,at:r.ms,title:r.words,planned:r.planned,target:["events",r.number]}};for(let r of e)if(r.event in ys){let[l,c]=ys[r.event];s=r.event==="answered",a(r,l,c||qr(r))}else r.event==="detected"&&o?o.label=Cs(r.by):r.event==="transferred"&&o?a(r,"transferred",`talks to ${r.to}`):["ended","cancelled","closed"].includes(r.event)&&(a(r,r.event==="ended"?"wrapping":null,"results"),r.event!=="closed"&&n.push(Rr(r,s)));return o&&o.kind!=="wrapping"&&n.push(...ws(t,{...o,until:Math.max(t,e.at(-1).ms+1e3)})),n}var Cs=e=>e==="human"?"a person talks":e;function qr(e){return e.event==="answered"?Cs(e.by):e.event==="shown"?e.word:e.words}function Rr(e,t){let n=(e.reason??e.event).replaceAll("_"," ");return{kind:t&&e.event==="ended"?"end":"failed",label:n,at:e.ms,until:e.ms,title:e.words,planned:e.planned,target:["events",e.number]}}function ws(e,t){return t.until<=e?[{...t,planned:!1}]:t.at>=e?[{...t,planned:!0}]:[{...t,until:e,planned:!1},{...t,at:e,planned:!0,label:""}]}function Lr(e){return e.filter(t=>t.event==="said").map(t=>{let n=e.find(s=>s.ms>t.ms)?.ms??1/0,o=t.ms+Math.min(Math.max(Mr,t.text.length*Or),n-t.ms);return{kind:`who-${t.who}`,at:t.ms,until:o,label:t.text,title:`${t.who}: ${t.text}`,planned:t.planned,target:["conversation",t.number]}})}function ks(e,t,n,o){return e.filter(a=>a.event===t).map(a=>({kind:n,at:a.ms,label:o(a),title:a.words,planned:a.planned,target:["events",a.number]}))}function Pr(e){let t=e.status==null||e.status>=400,n=`${e.method} ${e.path} → ${e.status??"no answer"} ${e.operation??"matches no route"}`;return{kind:t?"request-failed":"request",at:y(e.at),label:"",title:n,planned:!1,target:["requests",e.id]}}function Ir(e){let t={chain:e.id,target:["webhooks",e.id]},n=e.attempts.map((s,a)=>({...t,kind:s.status>=200&&s.status<300?"webhook":"webhook-failed",at:y(s.at),label:a?"":e.event,title:`${e.event}, attempt ${a+1} → ${s.error||s.status}`,planned:!1}));if(!e.next_at)return n;let o=`${e.event}, attempt ${n.length+1} follows`;return[...n,{...t,kind:"webhook",at:y(e.next_at),label:n.length?"":e.event,title:o,planned:!0}]}function Dr(e){let t=Ur(e.fault),n=`planned fault ${t} on ${e.method} ${e.path}`;return{kind:"fault",at:y(e.at),label:t,title:n,planned:!1,target:["requests",e.id]}}function jr(e){let t=e.faults.join(", "),n=`planned fault of the webhook ${e.event}: ${t}`;return{kind:"fault",at:y(e.at),label:t,title:n,planned:!1,target:["webhooks",e.id]}}var Ur=e=>e.split(/[\s:]+/).at(-1);var sn=M(!1),on=[],Ts={c:"calls",r:"requests",w:"webhooks",f:"faults",s:"scenarios",e:"settings",p:"place"},Fr=[["/","filter the list"],["j, k","next and previous row"],["Enter","open the row"],["Escape","close what is open"],["n","advance the clock to the next event"],["g, then c r w f s e","go to calls, requests, webhooks, faults, scenarios, settings"],["g, then p","place a call"],["+, -, 0","zoom the timeline; show all of it"],["?","these keys"]],Yn=!1;function se(e){let t=T(e);t.current=e,S(()=>{let n=o=>t.current(o);return on.unshift(n),()=>on.splice(on.indexOf(n),1)},[])}function Es(){addEventListener("keydown",e=>{let t=e.target.closest("input, textarea, select, [contenteditable]");if(!(e.ctrlKey||e.metaKey||e.altKey||document.querySelector("dialog[open]"))){if(t){e.key==="Escape"&&e.target.blur();return}e.key==="Enter"&&e.target.closest("button, a, summary")||Wr(e.key)&&e.preventDefault()}})}function Wr(e){return Yn?(Yn=!1,Ts[e]&&O([Ts[e]]),!0):e==="g"?Yn=!0:e==="?"?sn.value=!0:e==="n"?(Qt(),!0):e==="/"?Hr():on.some(t=>t(e))}function Hr(){let e=document.querySelector("input[type=search]");return e?.focus(),e?.select(),!!e}function Os(){return sn.value?i`<${ae} title="Keys" onClose=${()=>sn.value=!1} onSubmit=${async()=>{}} submit="close">
        <dl class="keys">${Fr.map(([t,n])=>i`<dt><kbd>${t}</kbd></dt><dd>${n}</dd>`)}</dl>
    <//>`:null}var Ms=()=>sn.value=!0;var Br={height:32,middle:16},As={height:44,middle:31},Kr=520,he=30,nt=34,Z=16,Ns=18,Qn=6.4,Jr=8,qs=64,Zn={request:"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0","request-failed":"M-4-4L4 4M-4 4L4-4",webhook:"M0-6L6 0L0 6L-6 0Z","webhook-failed":"M0-6L6 0L0 6L-6 0ZM-3-3L3 3M-3 3L3-3",fault:"M0-6L6 5H-6Z",tool:"M-5-5H5V5H-5Z",result:"M0-5L5 0L0 5L-5 0Z"};function Rs({call:e,requests:t,now:n,look:o,zone:s,onLook:a,onPick:r}){let l=T(null),[c,u]=b(0),[d,p]=b(1),[m,f]=b(null);j(()=>{let g=new ResizeObserver(()=>u(l.current.clientWidth));return g.observe(l.current),()=>g.disconnect()},[]);let h=E(()=>xs(e,t,n),[e,t,n]),A=E(()=>en(Ss(h,n),(Math.max(c,200)-2*Z)*d),[h,c,d]),_=c<Kr?As:Br,C=he+h.length*_.height+nt,x=zr({frame:l,line:A,zoom:d,setZoom:p}),D=g=>X=>f(g&&{item:g,...ei(X,l.current)});return i`<div class=${`timeline${_===As?" is-narrow":""}`}>
        <div class="lane-names" aria-hidden="true">
            ${h.map(g=>i`<span key=${g.name}>${g.name}</span>`)}
        </div>
        <div class="lanes" ref=${l} onWheel=${x.onWheel} tabindex="0" aria-label="timeline, scrolls sideways" role="region">
            ${c>0&&i`<svg width=${A.width+2*Z} height=${C} role="group" aria-label=${`Timeline of the call to ${e.to}`}>
                <${Gr} line=${A} lanes=${h.length} size=${_} height=${C} />
                ${h.map((g,X)=>i`<${Xr} key=${g.name} lane=${g} middle=${he+X*_.height+_.middle} line=${A} onPick=${r} show=${D} />`)}
                <${ni} call=${e} line=${A} now=${n} look=${o} height=${C} onLook=${a} frame=${l} />
            </svg>`}
            ${m&&i`<${ti} ...${m} zone=${s} now=${n} />`}
        </div>
        <div class="zoom" role="group" aria-label="zoom">
            <button class="small" aria-label="zoom out" disabled=${d<=1} onClick=${()=>x.by(.5)}>−</button>
            <button class="small" disabled=${d===1} onClick=${()=>p(1)}>fit</button>
            <button class="small" aria-label="zoom in" disabled=${d>=qs} onClick=${()=>x.by(2)}>+</button>
        </div>
    </div>`}function zr({frame:e,line:t,zoom:n,setZoom:o}){let s=T(null),a=(u,d)=>{let p=Math.min(qs,Math.max(1,u));s.current={at:t.at(e.current.scrollLeft+d-Z),x:d},o(p)},r=u=>a(n*u,e.current.clientWidth/2);j(()=>{s.current&&(e.current.scrollLeft=t.x(s.current.at)+Z-s.current.x),s.current=null},[t]);let l=u=>{u.ctrlKey&&(u.preventDefault(),a(n*(u.deltaY<0?1.25:.8),u.clientX-e.current.getBoundingClientRect().left))},c={"+":()=>r(2),"=":()=>r(2),"-":()=>r(.5),0:()=>o(1)};return se(u=>c[u]&&(c[u](),!0)),{by:r,onWheel:l}}function Gr({line:e,lanes:t,size:n,height:o}){let s=o-nt,a=r=>e.x(r)+Z;return i`<g class="axis">
        ${e.parts.filter(r=>r.folded).map(r=>i`<g key=${r.start} class="fold">
                <rect x=${r.x+Z+2} y=${he-4} width=${r.width-4} height=${s-he+4} />
                <text x=${r.x+Z+r.width/2} y="17" text-anchor="middle">${V(r.end-r.start)}</text>
                <path d=${`M${r.x+Z+4} 23h${r.width-8}`} />
            </g>`)}
        ${tn(e,84).filter(nn(e)).map(({at:r},l,c)=>i`<g key=${r}>
                <path d=${`M${a(r)} ${he-4}V${s}`} />
                <text x=${Math.max(a(r),30)} y="17" text-anchor="middle">${Vr(r,c[l-1]?.at??e.start)}</text>
            </g>`)}
        ${Array.from({length:t+1},(r,l)=>i`<path key=${`lane${l}`} class="rule" d=${`M0 ${he+l*n.height}H${e.width+2*Z}`} />`)}
    </g>`}var Vr=(e,t)=>ze(e)===ze(t)?e%1e3?z(e):ye(e):re(e);function Xr({lane:e,middle:t,line:n,onPick:o,show:s}){let a=c=>({...c,x:n.x(c.at)+Z,end:n.x(c.until??c.at)+Z}),r=e.items.map(a),l=n.width+2*Z;return i`<g class="lane" role="list" aria-label=${e.name}>
        ${Qr(r).map(c=>i`<path class="chain" d=${c(t)} />`)}
        ${r.map((c,u)=>{let d=(r[u+1]?.x??l)-c.end,p=`item kind-${c.kind}${c.planned?" is-planned":""}`,m=c.target&&(()=>o(...c.target));return i`<g
                key=${u}
                class=${p}
                role="listitem"
                tabindex=${c.label||Zn[c.kind]?0:-1}
                aria-label=${`${c.title}, ${ye(c.at)}${c.planned?", planned":""}`}
                onClick=${m}
                onKeyDown=${f=>f.key==="Enter"&&m?.()}
                onPointerEnter=${s(c)}
                onPointerLeave=${s(null)}
                onFocus=${s(c)}
                onBlur=${s(null)}
            >
                ${Zn[c.kind]?i`<${Yr} item=${c} y=${t} room=${d} />`:i`<${Zr} item=${c} y=${t} room=${d} />`}
            </g>`})}
    </g>`}function Yr({item:e,y:t,room:n}){let o=n>14+Math.min(e.label.length,14)*Qn;return i`<path class="hit" d=${`M${e.x-8} ${t-12}h16v24h-16z`} />
        <path class="mark" transform=${`translate(${e.x} ${t})`} d=${Zn[e.kind]} />
        ${e.label&&o&&i`<text x=${e.x+10} y=${t+4}>${an(e.label,n-14)}</text>`}`}function Zr({item:e,y:t,room:n}){let o=Math.max(e.end-e.x,e.end===e.x?5:3);if(e.kind==="waiting")return i`<path class="hit" d=${`M${e.x} ${t-12}h${o}v24h${-o}z`} /><path class="wait" d=${`M${e.x+3} ${t}h${Math.max(o-6,1)}`} />
            <text class="over" x=${e.x+6} y=${t-4}>${an(e.label,o-8)}</text>`;let s=e.kind==="end"||e.kind==="failed",a=s?an(e.label,n-12):"",r=s?"":an(e.label,o-10);return i`<rect x=${e.x} y=${t-Ns/2} width=${o} height=${Ns} rx="3" />
        ${a?i`<text class="beside" x=${e.x+9} y=${t+4}>${a}</text>`:r&&i`<text class="inside" x=${e.x+6} y=${t+4}>${r}</text>`}`}function an(e,t){let n=Math.floor(t/Qn);return!e||e.length<=n?e??"":n<4?"":`${e.slice(0,n-1)}…`}function Qr(e){let t=new Map;for(let o of e)o.chain!=null&&t.set(o.chain,[...t.get(o.chain)??[],o]);return[...t.values()].filter(o=>o.length>1).map(o=>s=>`M${o[0].x} ${s}H${o.at(-1).x}`)}function ei(e,t){let n=t.getBoundingClientRect(),o=e.currentTarget.getBoundingClientRect();return{x:(e.clientX?e.clientX:o.left)-n.left+t.scrollLeft,y:o.bottom-n.top+6,limit:t.scrollLeft+n.width}}function ti({item:e,x:t,y:n,limit:o,zone:s,now:a}){let r=T(null);j(()=>{let u=Math.max(4,Math.min(t-20,o-r.current.offsetWidth-8));Object.assign(r.current.style,{left:`${u}px`,top:`${n}px`})});let l=vt(e.at,s),c=e.until>e.at?`, for ${V(e.until-e.at)}`:"";return i`<div class="tip" role="tooltip" ref=${r}>
        <b>${e.title}</b>
        <span>${N(e.at)}${c}</span>
        ${l&&i`<span>${l}</span>`}
        ${e.planned&&i`<span>planned${e.at>a?`, in ${V(e.at-a)}`:""}</span>`}
    </div>`}function ni({call:e,line:t,now:n,look:o,height:s,onLook:a,frame:r}){let[l,c]=b(null),u=E(()=>oi(e,n),[e,n]),d=l??o??n,p=t.x(d)+Z,m=ai({call:e,now:n,drag:l,look:o}),f=g=>{c(null),g>n?(a(null),tt({to:u.findLast(X=>X.ms===g)?.at??Gt(g)})):a(g<n?g:null)},h=g=>{g.preventDefault(),g.currentTarget.focus(),g.currentTarget.setPointerCapture(g.pointerId),c(d)},A=g=>{if(l===null)return;let X=r.current.getBoundingClientRect();c(si(u,t,g.clientX-X.left+r.current.scrollLeft-Z))},_=g=>{let X=g.key;if(X==="ArrowRight")c(u.find(Fe=>Fe.ms>d)?.ms??d);else if(X==="ArrowLeft")c(u.findLast(Fe=>Fe.ms<d)?.ms??d);else if(X==="Enter"&&l!==null)f(l);else if(X==="Escape"&&(l!==null||o!==null))c(null),a(null);else return;g.preventDefault(),g.stopPropagation()},C=20+m.length*Qn,x=Math.max(2,Math.min(p-C/2,t.width+2*Z-C-2)),D=d<n;return i`${(D||d>n)&&i`<path class="true-now" d=${`M${t.x(n)+Z} ${he-6}V${s-nt}`} />`}
        <g
            class=${`now${l===null?"":" is-dragged"}${D?" is-past":""}`}
            role="slider"
            tabindex="0"
            aria-label="now: drag to the right to advance the clock, to the left to look back"
            aria-valuemin=${t.start}
            aria-valuemax=${t.end}
            aria-valuenow=${d}
            aria-valuetext=${`${ye(d)}, ${m}`}
            onPointerDown=${h}
            onPointerMove=${A}
            onPointerUp=${()=>l!==null&&f(l)}
            onPointerCancel=${()=>c(null)}
            onKeyDown=${_}
        >
            <path class="hit" d=${`M${p-7} ${he-6}h14V${s}h-14z`} />
            <path class="line" d=${`M${p} ${he-6}V${s-nt+6}`} />
            <rect x=${x} y=${s-nt+6} width=${C} height="20" rx="10" />
            <text x=${x+C/2} y=${s-nt+20} text-anchor="middle">${m}</text>
        </g>`}function oi(e,t){let n=e.webhooks.flatMap(s=>[...s.attempts.map(a=>a.at),s.next_at]);return[...[...e.timeline.map(s=>s.at),...n].filter(Boolean).map(s=>({at:s,ms:y(s)})),{at:Gt(t),ms:t}].sort((s,a)=>s.ms-a.ms)}function si(e,t,n){let o=a=>Math.abs(t.x(a.ms)-n),s=e.reduce((a,r)=>o(r)<o(a)?r:a);return o(s)<=Jr?s.ms:Math.round(t.at(n)/1e3)*1e3}function ai({call:e,now:t,drag:n,look:o}){let[s,a]=b(null),r=n!==null&&n>t?n:null;if(S(()=>{if(r===null)return;let c=new AbortController,d=setTimeout(()=>$.get("/clock/planned",{until:Gt(r)},c.signal).then(p=>a({to:r,...p}),()=>{}),60);return()=>(clearTimeout(d),c.abort())},[r]),r!==null){let c=e.timeline.filter(p=>p.planned&&Date.parse(p.at)<=r).length,u=s?.to===r?Math.max(s.event_count,c):c,d=s?.to===r&&s.delivery_count?`, ${H(s.delivery_count,"webhook")}`:"";return`+${V(r-t)}: ${H(u,"event")}${d}`}let l=n??o;return l!==null&&l<t?`looking back ${V(t-l)}`:"now ⇄ drag"}var ri=200,Ls=300,ii=500;function li(e){let[t,n,o]=L(()=>ci(e),[e]),s=T(o);return s.current=o,S(()=>{let a=Q(()=>s.current(),ri);return Y((r,l)=>{(r==="reload"||r==="calls"&&l.has(e)||r==="request"&&l.call===e)&&a(),r==="clock"&&a()})},[e]),[t,n]}async function ci(e){let t=`/calls/${encodeURIComponent(e)}`,[n,o,s]=await Promise.all([ui(t),$.get("/requests",{call:e,order:"newest",limit:Ls}),$.get("/requests",{path:`*${e}*`,fault:"any",order:"newest",limit:Ls})]),a=new Map([...s.requests,...o.requests].map(r=>[r.id,r]));return{...n,requests:[...a.values()].sort((r,l)=>l.id-r.id)}}async function ui(e){try{return await $.get(e,{forecast:!0})}catch(t){if(!(t instanceof Ve)||t.status===404||t.status===0)throw t;return $.get(e)}}function Is({id:e,tab:t="conversation",query:n}){let[o,s]=li(e),[a,r]=b(null),l=pi();if(S(()=>r(null),[e]),!o)return i`<section class="detail" aria-label="call">${s?i`<${fi} id=${e} error=${s} />`:i`<p class="dim">loading…</p>`}</section>`;let c=(p,m)=>{O(["calls",e,p,m==null?null:String(m)],{query:n})},u=R.value.find(p=>p.name===o.provider)?.title??o.provider,d=o.phase==="ended"&&o.attempts.every(p=>!p.answered_at);return i`<section class="detail" aria-label="call">
        <div class="call-head">
            <a class="back button small" href=${v(["calls"],n)} aria-label="back to the list">←</a>
            <h1>${o.direction==="inbound"?o.from:o.to}</h1>
            <${Jt} phase=${o.phase} failed=${d}>${o.status}<//>
            <span class="mono dim about">${u} · ${o.direction} · ${o.from} → ${o.to} · <span title=${o.id}>${Ge(o.id)}</span> · ${o.scenario}</span>
            <${vs} call=${o} />
        </div>
        <div class="card">
            <${Rs} call=${o} requests=${o.requests} now=${l} look=${a} zone=${o.time_zone} onLook=${r} onPick=${c} />
            ${o.fields&&i`<p class="padded dim">The scenario overrides fields of the response: <code>${JSON.stringify(o.fields)}</code></p>`}
        </div>
        ${a!==null&&i`<p class="looking" role="status">You look back at ${N(a)}. The clock has not moved. <button class="small" onClick=${()=>r(null)}>back to now</button></p>`}
        <${di} call=${o} tab=${a!==null&&t==="conversation"?"response":t} look=${a} now=${l} query=${n} />
    </section>`}var Ps={conversation:Fn,response:as,webhooks:rs,requests:is,scenario:ls,events:ss};function di({call:e,tab:t,look:n,now:o,query:s}){let a=E(()=>Xn(e),[e]),r=Ps[t]??Fn,l=[["conversation","Conversation"],["response","What GET shows"],["webhooks","Webhooks",e.webhooks.length],["requests","Requests",e.requests.length],["scenario","Scenario"],["events","Events",a.length]];return i`<div class="card">
        <${be} tabs=${l} current=${t in Ps?t:"conversation"} label="about the call" to=${c=>v(["calls",e.id,c],s)} />
        <div class="pane"><${r} call=${e} events=${a} look=${n} now=${o} /></div>
    </div>`}function pi(){let[,e]=b(0);return zt(()=>ce.peek()?.mode==="real"&&e(t=>t+1),ii),ce.value,Math.floor(wt())}var fi=({id:e,error:t})=>i`<${F} title="This call cannot be shown">
    <p class="is-error">${t}</p>
    <p>The id in the address is <code>${e}</code>. A reset, a snapshot or another world may be the reason. <a href=${v(["calls"])}>All calls</a></p>
<//>`;var mi=66,ot={width:116,wait:14,end:3},$i=["held","waiting","paused"];function to(){let{path:e,query:t}=k.value,n=e[1]??null,o=fe(null),s=E(()=>vi($e.value,t),[$e.value,t]),a=r=>O(["calls",r,e[2]],{query:t});return se(r=>{let l=s.findIndex(c=>c.id===(o.value??n));if(r==="j"||r==="k"){let c=s[r==="j"?Math.min(l+1,s.length-1):Math.max(l-1,0)];return c&&(o.value=c.id),c&&n&&a(c.id),!0}return r==="Enter"&&o.value?(a(o.value),!0):r==="Escape"&&n?(O(["calls"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="calls">
            <${gi} query=${t} rows=${s} />
            <${Je}
                rows=${s}
                keyOf=${r=>r.id}
                height=${mi}
                selected=${o.value??n}
                label="calls"
                empty=${i`<${Si} query=${t} />`}
                row=${r=>i`<${bi} row=${r} open=${r.id===n} marked=${r.id===o.value} href=${v(["calls",r.id,e[2]],t)} />`}
            />
        </section>
        ${n?i`<${Is} key=${n} id=${n} tab=${e[2]} query=${t} />`:i`<${hi} />`}
    </main>`}var hi=()=>i`<section class="detail is-empty">${$e.value.length>0&&i`<p class="dim">Choose a call to see its past, its plan, and what a client sees of it.</p>`}</section>`;function vi(e,{q:t,status:n,provider:o,scenario:s}){let a=(t??"").toLowerCase().split(/\s+/).filter(Boolean);return e.filter(r=>(!n||r.status===n)&&(!o||r.provider===o)&&(!s||r.scenario===s)&&(!a.length||a.every(l=>_i(r).includes(l))))}var eo=new WeakMap;function _i(e){if(!eo.has(e)){let t=[e.id,e.provider,e.from,e.to,e.status,e.scenario,e.reason,e.agent,e.waits,e.direction];eo.set(e,t.filter(Boolean).join(" ").toLowerCase())}return eo.get(e)}function gi({query:e,rows:t}){let n=E(()=>{let a=r=>[...new Set($e.value.map(l=>l[r]))].filter(Boolean).sort();return{provider:a("provider"),status:a("status"),scenario:a("scenario")}},[$e.value]),o=$e.value.length,s=t.length===o?et.value>o?`newest ${o.toLocaleString("en")} of ${et.value.toLocaleString("en")}`:o.toLocaleString("en"):`${t.length.toLocaleString("en")} of ${o.toLocaleString("en")}`;return i`<div class="filter">
        <input type="search" placeholder="filter: number, status, scenario…   /" aria-label="filter calls" value=${e.q??""} onInput=${a=>oe({q:a.target.value})} />
        <span class="dim count-of" title="calls shown">${s}</span>
        <div class="selects">
            ${Object.entries(n).map(([a,r])=>i`<select key=${a} aria-label=${a} value=${e[a]??""} onChange=${l=>oe({[a]:l.target.value})}>
                    <option value="" selected=${!e[a]}>any ${a}</option>
                    ${[...new Set([...r,e[a]])].filter(Boolean).map(l=>i`<option key=${l} value=${l} selected=${l===e[a]}>${l}</option>`)}
                </select>`)}
        </div>
    </div>`}function bi({row:e,open:t,marked:n,href:o}){let s=R.value.find(l=>l.name===e.provider)?.title??e.provider,a=yi(e),r=e.direction==="inbound"?`from ${e.from}`:e.to;return i`<a class=${`call-row${n?" is-marked":""}`} href=${o} aria-current=${t?"true":void 0} data-id=${e.id}>
        <span class="who">${r}</span>
        <${Jt} phase=${e.phase} failed=${a}>${e.status}<//>
        <span class="sub">${s} · ${e.scenario}</span>
        <${ki} row=${e} />
        <span class="why" title=${e.waits??e.next??e.reason??""}>${wi(e)}</span>
    </a>`}var yi=e=>e.phase==="ended"&&(e.phases.at(-1)?.failed??!1);function wi(e){if(e.waits)return`waits ${e.waits}`;if(e.next)return`next: ${e.next}`;let t=e.failed_webhooks?` · ${e.failed_webhooks} webhook${e.failed_webhooks>1?"s":""} failed`:"",n=e.reason?e.reason.replaceAll("_"," "):"",o=e.ended_by?` by ${e.ended_by}`:"";return`${n}${o}${t}`}function ki({row:e}){let t=e.phases.map(c=>({...c,length:c.until?y(c.until)-y(c.at):0,waits:$i.includes(c.phase)})),n=t.reduce((c,u)=>c+(u.waits?0:u.length),0),o=Math.min(ot.wait,ot.width/(t.length+1)),s=ot.width-ot.end-o*t.filter(c=>c.waits).length,a=0,r=t.map(c=>{let u=c.waits?o:c.phase==="ended"?ot.end:c.length/(n||1)*s;return a+=u,{...c,x:a-u,width:u}}),l=t.filter(c=>c.length).map(c=>`${c.phase} ${V(c.length)}`).join(", ");return i`<svg class="spark" width=${ot.width} height="12" role="img" aria-label=${l||e.phase}>${r.map((c,u)=>i`<${xi} key=${u} span=${c} />`)}</svg>`}function xi({span:{phase:e,planned:t,failed:n,waits:o,x:s,width:a}}){if(o)return i`<path class="spark-wait" d=${`M${s+1} 6h${Math.max(a-2,1)}`} />`;let r=e==="ended",l=`spark-${n&&r?"failed":e}${t?" is-planned":""}`;return i`<rect class=${l} x=${s} y="2" width=${Math.max(a,1)} height="8" rx="1.5" />
        ${n&&!r&&!t&&i`<rect class="spark-failed" x=${s+a-3} y="2" width="3" height="8" rx="1" />`}`}function Si({query:e}){return ke.value?i`<${F} title="The calls cannot be loaded"><p class="is-error">${ke.value}</p><//>`:Zt.value?i`<p class="padded dim">loading…</p>`:Object.values(e).some(Boolean)?i`<${F} title="No call fits the filter"><p><button onClick=${()=>O(["calls"])}>show all calls</button></p><//>`:i`<${F} title="No calls yet" command=${Ci()}>
        <p>Place one with your client, or with this line. It appears here by itself. You can also <a href=${v(["place"])}>place one on this page</a>.</p>
    <//>`}function Ci(){let e=R.value[0];if(!e?.calls)return;let{header:t,prefix:n}=e.authentication,o=w.value==="default"?"any-key":`any-key~${w.value}`,{method:s,path:a,body:r}=e.calls.create;return G(s,`${location.origin}${B}${a}`,{headers:{[t]:`${n}${o}`,"Content-Type":"application/json"},body:JSON.stringify(r)})}var De={error:{does:"An error in the provider's own shape, or with any body.",fields:["status","body","retry_after"]},rate_limit:{does:"The provider's 429, with the headers that its clients read.",fields:["retry_after"]},not_found:{does:"The provider's 404 for an id that exists: always, or for the first seconds of its life.",fields:["for_first"]},timeout:{does:"Nothing. The connection stays open until the client gives up."},reset:{does:"A reset connection (TCP RST): at once, or after the headers and so many bytes of the body.",fields:["at"]},empty:{does:"A closed connection, without a byte."},garbage:{does:"Bytes that are not HTTP, then a closed connection."},cut:{does:"Headers with the full Content-Length, half of the body or so many bytes, then a closed connection.",fields:["at"],after:!0},delay:{does:"The answer, some real time later. Virtual time does not move by it.",fields:["for"]},dribble:{does:"The answer in small pieces, over some real time.",fields:["for"],after:!0},malformed_json:{does:"The first two thirds of the body.",after:!0},wrong_content_type:{does:"The right body with the content type text/html.",after:!0},stale:{does:"The previous answer to the same request once more. It fires only if there was one.",after:!0}},ln={status:{label:"status",placeholder:"500",type:"number",min:400,max:599},retry_after:{label:"retry after",placeholder:"1s",hint:"2s, 500ms"},for_first:{label:"for the first",placeholder:"always",hint:"2s of the life of the resource"},at:{label:"after",placeholder:"half",hint:"bytes of the body: 20, 1KiB"},for:{label:"for",placeholder:"1500ms",hint:"real time: 1500ms, 1s..3s, lognormal(200ms, 0.5)",required:!0},body:{label:"body",placeholder:"the provider's own error",hint:"JSON or text"}},js={always:"every request",first:"the first … requests",nth:"only the … one",every:"every … one"},Us=[["Answer 503 twice",{fault:"error",status:"503",often:"first",count:"2"}],["429 with Retry-After",{fault:"rate_limit",retry_after:"2s",often:"first",count:"1"}],["Drop the connection after the call was created",{fault:"reset",when:"after",often:"first",count:"1",creates:!0}],["Cut the body",{fault:"cut",often:"first",count:"1"}],["Slow answers",{fault:"delay",for:"lognormal(200ms, 0.5)"}]],xt={fault:"error",provider:"",operation:"",when:"before",often:"always",count:"1",chance:"",from:"",to:"",times:"",optional:!1,plan:"",method:"",path:"",status:"",retry_after:"",for_first:"",at:"",for:"",body:""};function Ds(e){let{fault:t,when:n,often:o,count:s,chance:a,from:r,to:l,times:c,optional:u}=e,d=De[t],p={fault:t};for(let m of["provider","operation","method","path"])e[m].trim()&&(p[m]=Ti(e[m]));n==="after"&&!d.after&&(p.when=n);for(let m of d.fields??[])e[m].trim()&&(p[m]=Ei(m,e[m].trim()));return o!=="always"&&(p[o]=rn(s)),a&&(p.chance=rn(a)),(r||l)&&(p.between=[r||"0s",l]),c&&(p.times=rn(c)),u&&(p.optional=!0),p}var Fs=e=>e.plan.trim()?{plan:e.plan.trim(),faults:[Ds(e)]}:Ds(e);function Ti(e){let t=e.split(/[\s,]+/).filter(Boolean);return t.length===1?t[0]:t}var rn=e=>/^[\d.]+$/.test(e)?Number(e):e;function Ei(e,t){if(e==="status"||e==="at")return rn(t);if(e!=="body")return t;try{return JSON.parse(t)}catch{return t}}var cn=({id:e,values:t})=>i`<datalist id=${e}>${t.map(n=>i`<option key=${n} value=${n}></option>`)}</datalist>`;function Ws({given:e,onAdded:t}){let[n,o]=b(()=>({...xt,...Oi(e)})),[s,a]=b(""),r=u=>(a(""),o(d=>({...d,...u}))),l=Fs(n);return i`<form class="card block fault-form" onSubmit=${async u=>{u.preventDefault();try{let[d]=(await $.post("/faults",l)).faults;le(`Planned ${d.id}: ${d.fault}.`),a(""),await t(),O(["faults",d.id])}catch(d){a(d.message)}}}>
        <h2>Plan a fault</h2>
        <${Mi} choose=${u=>r({...xt,provider:n.provider,operation:n.operation,...u})} />
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
        <${Ai} draft=${n} set=${r} />
        <${Ni} draft=${n} set=${r} />
        <${qi} draft=${n} set=${r} />
        <${Ri} draft=${n} set=${r} />
        <${Li} draft=${n} set=${r} />
        <${Pi} body=${l} />
        <p class="buttons"><button class="primary">plan the fault</button><button type="button" onClick=${()=>r(xt)}>clear</button></p>
    </form>`}var Oi=e=>Object.fromEntries(Object.entries(e).filter(([t])=>t in xt));function Mi({choose:e}){let t=()=>[...new Set(R.value.map(o=>o.calls.create.operation))].join(", "),n=({creates:o,...s})=>e(o?{...s,operation:t()}:s);return i`<div class="row-of" role="group" aria-label="presets">
        ${Us.map(([o,s])=>i`<button type="button" key=${o} class="small" onClick=${()=>n(s)}>${o}</button>`)}
    </div>`}function ue({name:e,draft:t,set:n,label:o,hint:s,...a}){return i`<label class="field"
        ><span>${o}</span><input ...${a} value=${t[e]} onInput=${r=>n({[e]:r.target.value})} />
        ${s&&i`<small class="dim">${s}</small>`}</label
    >`}function no({name:e,draft:t,set:n,label:o,options:s}){return i`<label class="field"
        ><span>${o}</span>
        <select value=${t[e]} onChange=${a=>n({[e]:a.target.value})}>
            ${s.map(([a,r])=>i`<option key=${a} value=${a} selected=${a===t[e]}>${r}</option>`)}
        </select></label
    >`}function Ai({draft:e,set:t}){let{does:n,fields:o=[]}=De[e.fault];return i`<${no} name="fault" label="fault" draft=${e} set=${t} options=${Object.keys(De).map(s=>[s,s])} />
        <p class="dim">${n}</p>
        ${o.map(s=>s==="body"?i`<label class="field" key=${s}
                      ><span>body</span>
                      <textarea rows="2" value=${e.body} placeholder=${ln.body.placeholder} onInput=${a=>t({body:a.target.value})}></textarea>
                      <small class="dim">${ln.body.hint}</small></label
                  >`:i`<${ue} key=${s} name=${s} draft=${e} set=${t} ...${ln[s]} />`)}`}function Ni({draft:e,set:t}){let n=R.value.filter(({name:a})=>!e.provider||a===e.provider),o=n.flatMap(a=>a.operations.map(({name:r})=>r)),s=n.flatMap(a=>a.operations.filter(({name:r})=>r===e.operation).map(r=>[a,r]));return i`<${no} name="provider" label="provider" draft=${e} set=${t} options=${[["","all"],...R.value.map(({name:a,title:r})=>[a,r])]} />
        <${ue} name="operation" label="operation" draft=${e} set=${t} list="operations" placeholder="all" autocomplete="off" hint="a name, or a glob such as call*.get; several with commas" />
        <${cn} id="operations" values=${[...new Set(o)].sort()} />
        ${s.length>0&&i`<p class="dim">${s.map(([a,r])=>i`<span class="chosen">${a.title}: <code>${r.method} ${r.path}</code></span>`)}</p>`}`}function qi({draft:e,set:t}){return De[e.fault].after?i`<p class="dim">It acts after the request has had its effect, since it needs the answer.</p>`:i`<fieldset>
        <legend>when</legend>
        ${[["before","before the effect","Nothing has happened: no call exists, no webhook is sent."],["after","after the effect","The request has its full effect. Only the client does not learn of it."]].map(([o,s,a])=>i`<label key=${o} class="choice"
                ><input type="radio" name="when" checked=${e.when===o} onChange=${()=>t({when:o})} />
                <span>${s} <small class="dim">${a}</small></span></label
            >`)}
    </fieldset>`}function Ri({draft:e,set:t}){return i`<div class="row-of fields">
            <${no} name="often" label="how often" draft=${e} set=${t} options=${Object.entries(js)} />
            ${e.often!=="always"&&i`<${ue} name="count" label="…" aria-label="count" draft=${e} set=${t} type="number" min="1" required=${!0} />`}
        </div>
        <div class="row-of fields">
            <${ue} name="chance" label="chance" draft=${e} set=${t} type="number" min="0" max="1" step="any" placeholder="1" />
            <${ue} name="times" label="at most times" draft=${e} set=${t} type="number" min="1" placeholder="∞" />
        </div>
        <div class="row-of fields">
            <${ue} name="from" label="between" draft=${e} set=${t} placeholder="0s" size="6" />
            <${ue} name="to" label="and" draft=${e} set=${t} placeholder="2m" size="6" required=${!!e.from} />
            <small class="dim">virtual time from now on</small>
        </div>`}function Li({draft:e,set:t}){return i`<details>
        <summary class="dim">method, path, plan, optional</summary>
        <div class="stack more">
            <${ue} name="method" label="method" draft=${e} set=${t} placeholder="all" />
            <${ue} name="path" label="path" draft=${e} set=${t} placeholder="all" hint="behind the provider's mount point: /v1/calls/*" />
            <${ue} name="plan" label="plan" draft=${e} set=${t} placeholder="none" pattern="[A-Za-z0-9._\\-]+" hint="only requests with X-Mockserver-Fault-Plan" />
            <label class="choice"><input type="checkbox" checked=${e.optional} onChange=${n=>t({optional:n.target.checked})} /> <span>optional <small class="dim">A test does not fail if it never fires.</small></span></label>
        </div>
    </details>`}function Pi({body:e}){let t=JSON.stringify(e),n=G("POST",`${location.origin}${B}/__admin/faults`,{headers:{"Content-Type":"application/json","X-Mockserver-World":w.value},body:t});return i`<div class="command"><pre aria-label="what is sent">${t}</pre><${U} text=${n} label="copy as curl" /></div>`}var Ii=500,oo=12,St=["faults"],Hs=["provider","operation","method","path"],Di=["id","fault","optional","plan","call","scenario","since","matched","fired","left","requests",...Hs];function Bs(){let[e,t,n]=L(async()=>(await $.get("/faults")).faults,[w.value]),o=E(()=>Q(n,Ii),[]);S(()=>Y(l=>["fault","request","reload"].includes(l)&&o()),[]);let{path:s,query:a}=k.value,r=s[1]==="new"||!!a.operation;return se(l=>{if(l==="Escape"&&s[1])return O(St),!0;if(l!=="j"&&l!=="k")return!1;let c=[...e??[]].reverse(),u=c[c.findIndex(({id:d})=>d===s[1])+(l==="j"?1:-1)];return u&&O([...St,u.id],{replace:!0}),!0}),i`<main class=${r?"faults is-adding":"faults"}>
        <section class="fault-list" aria-label="planned faults">
            <div class="row-of">
                <h1>Faults of API answers</h1>
                <div class="row-of spread">
                    <a class="button primary-link" href=${v([...St,"new"])}>plan a fault</a>
                    ${e?.length>0&&i`<${P} class="small danger" onAction=${()=>ji(e.length,n)}>remove all<//>`}
                </div>
            </div>
            ${t&&i`<p class="problem" role="alert">${t}</p>`}
            ${e&&!e.length&&i`<${Ji} />`}
            ${[...e??[]].reverse().map(l=>i`<${Ui} key=${l.id} rule=${l} isOpen=${l.id===s[1]} onRemoved=${n} />`)}
        </section>
        <section class="fault-add" aria-label="plan a fault">
            <a class="back" href=${v(St)}>← faults</a>
            <${Ws} key=${JSON.stringify(a)} given=${a} onAdded=${n} />
        </section>
    </main>`}async function ji(e,t){confirm(`Remove ${H(e,"rule")}, also those of scenarios?`)&&(await $.delete("/faults"),await t())}function Ui({rule:e,isOpen:t,onRemoved:n}){let{id:o,fault:s,matched:a,fired:r,left:l}=e,c=T(null);j(()=>{t&&c.current.scrollIntoView({block:"nearest"})},[t]);let u=async()=>{await $.delete(`/faults/${encodeURIComponent(o)}`),await n()};return i`<article ref=${c} class=${`card rule${t?" is-selected":""}${l===0?" is-spent":""}`} aria-label=${`${o} ${s}`}>
        <div class="row-of">
            <a class="dim mono" href=${v([...St,o])}>${o}</a>
            <h2 class="mono">${s}</h2>
            <${Fi} rule=${e} />
            <${P} class="small spread" aria-label=${`remove ${o}`} onAction=${u}>remove<//>
        </div>
        <p>${Wi(e)} <span class="mono dim">${Hi(e)}</span></p>
        <p class="dim">${De[s]?.does} ${r===0&&(a?"It has matched requests, but not fired yet.":"No request has matched it yet.")}</p>
        <${Bi} rule=${e} /><${Ki} requests=${e.requests} />
    </article>`}function Fi({rule:{matched:e,fired:t,left:n,optional:o}}){return i`<span class="counts">
        <span class="chip" title="requests that the rule has matched">matched ${e}</span>
        <span class=${`chip ${t?"is-failed":"is-waiting"}`} title="requests on which it fired">fired ${t}</span>
        <span class="chip" title="on how many further requests it can fire">${n===0?"used up":`left ${n??"∞"}`}</span>
        ${o&&i`<span class="chip" title="a test does not fail if it never fires">optional</span>`}
    </span>`}function Wi(e){let t=Hs.filter(n=>e[n]);return t.length?t.map(n=>i`${n} <b class="mono">${[e[n]].flat().join(", ")}</b> `):"all requests"}function Hi(e){return Object.entries(e).filter(([n])=>!Di.includes(n)).map(([n,o])=>`${n}: ${typeof o=="object"?JSON.stringify(o):o}`).join("  ")}function Bi({rule:{plan:e,scenario:t,call:n}}){return!e&&!t&&!n?null:i`<p class="row-of dim">
        ${e&&i`<span>plan <code>${e}</code>: only requests with the header <code>X-Mockserver-Fault-Plan: ${e}</code></span>`}
        ${t&&i`<span>scenario <a href=${v(["scenarios",t])}>${t}</a></span>`}
        ${n&&i`<span>call <a class="mono" href=${v(["calls",n])}>${n}</a></span>`}
    </p>`}function Ki({requests:e}){if(!e.length)return null;let t=e.slice(-oo).reverse();return i`<p class="row-of">
        <span class="dim">fired on</span>
        ${t.map(n=>i`<a key=${n} class="mono" href=${v(["requests",n])}>#${n}</a>`)}
        ${e.length>oo&&i`<span class="dim">and ${e.length-oo} earlier</span>`}
    </p>`}function Ji(){let e=G("POST",`${location.origin}${B}/__admin/faults`,{headers:{"Content-Type":"application/json","X-Mockserver-World":w.value},body:JSON.stringify({fault:"error",status:503,first:2})});return i`<${F} title="No faults are planned" command=${e}>
        <p>A fault makes an answer of a provider fail, come late, half or not at all. Plan one with the form, or with curl. Here you then see on which requests it fired.</p>
        <p>Faults of webhooks are planned <a href=${v(["webhooks","plan"])}>with the webhooks</a>.</p>
    <//>`}var zi=[["1s","+1 s"],["1m","+1 min"],["1h","+1 h"]],Gi={real:"time passes",manual:"stopped until advanced",step:"moves with each read of a call",auto:"jumps to the next event"},Vi=200;function Ks(){return i`<header>
        <a class="brand" href=${v(["calls"])}>mockserver</a>
        <${Xi} />
        <${Yi} />
        <${Qi} />
        <${tl} />
        <${nl} />
    </header>`}function Xi(){let e=fe(!1),t=o=>{o.target.value?Un(o.target.value):e.value=!0,o.target.value=w.value},n=[...new Set([...Kn.value,w.value])].sort();return i`<label class="world"
        ><span>world</span>
        <select value=${w.value} onChange=${t} onFocus=${Gn}>
            ${n.map(o=>i`<option key=${o} value=${o} selected=${o===w.value}>${o}</option>`)}
            <option value="">other…</option>
        </select>
        ${e.value&&i`<${ae}
            title="Enter a world"
            submit="enter"
            onClose=${()=>e.value=!1}
            onSubmit=${async({name:o})=>Un(o)}
        >
            <p>A world is an isolated account with its own clock, calls and settings. One that does not exist is made.</p>
            <label>name <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" autofocus /></label>
        <//>`}
    </label>`}function Yi(){let e=fe(wt());zt(()=>{let s=wt();Math.floor(s/1e3)!==Math.floor(e.peek()/1e3)&&(e.value=s)},Vi);let t=ce.value;if(!t)return i`<div class="clock"><time>--- --:--:--</time><small> </small></div>`;let n=t.mode==="real"?Math.max(e.value,t.now):t.now,o=t.mode==="real"&&t.rate!==1?` × ${t.rate}`:"";return i`<div class="clock">
        <time datetime=${new Date(n).toISOString()} title=${N(n)}>${re(n)}</time>
        <small><span>${ze(n)} UTC</span> · <span title=${Gi[t.mode]}>${t.mode}${o}</span> · <${Zi} now=${n} /></small>
    </div>`}function Zi({now:e}){let{next:t,waits:n}=ce.value;if(n)return i`<b class="is-waiting">${n}</b>`;if(!t)return i`<span>nothing planned</span>`;let o=V(Math.max(0,Math.ceil((y(t.at)-e)/1e3)*1e3)),s=t.description??t.event;return i`<span title=${`${t.provider??""} ${t.call??""}`}>next in ${o}: <b>${s}</b></span>`}function Qi(){let e=ce.value,t=!e||kt.value,n=e?.mode==="real"||e?.mode==="auto";return i`<div class="steps" role="group" aria-label="clock">
        <button class="primary" disabled=${t} onClick=${Qt} title="advance to the next event (n)">next event</button>
        ${zi.map(([o,s])=>i`<button key=${o} disabled=${t} onClick=${()=>tt({by:o})}>${s}</button>`)}
        <button disabled=${t} onClick=${_s} title="until all calls have ended and everything is delivered">settle</button>
        <button disabled=${!e} onClick=${()=>gs({mode:n?"manual":"real"})}>${n?"pause":"run"}</button>
    </div>`}var el={live:"live",connecting:"connecting…",lost:"reconnecting…"};function tl(){let e=Pe.value;return i`<span class=${`live is-${e}`} role="status" title=${ke.value||void 0}>
        <i aria-hidden="true"></i>${ke.value&&e==="live"?"cannot load":el[e]}
        <button class="small plain" onClick=${Ms} aria-label="keys" title="keys (?)">?</button>
    </span>`}function nl(){let e=k.value.path[0],{findings:t,webhooks:n}=xe.value;return i`<nav class="views" aria-label="views">
        ${[["calls","Calls"],["requests","Requests",t,"findings"],["webhooks","Webhooks",n,"failed"],["faults","Faults"],["scenarios","Scenarios"],["settings","Settings"]].map(([s,a,r,l])=>i`<a key=${s} href=${v([s])} aria-current=${e===s?"page":void 0}
                >${a}${r?i` <b class="count" title=${`${r} ${l}`}>${r}</b>`:""}</a
            >`)}
        <a class="button" href=${v(["place"])} aria-current=${e==="place"?"page":void 0}>place a call</a>
    </nav>`}function Js(){let{provider:e,way:t="outbound"}=k.value.query,n=R.value.find(a=>a.name===e)??R.value[0];if(!n)return i`<main class="padded dim">loading…</main>`;let o=a=>v(["place"],{...k.value.query,provider:a}),s=t==="inbound"?cl:sl;return i`<main class="narrow">
        <div class="card">
            <nav class="tabs" aria-label="provider">
                ${R.value.map(a=>i`<a key=${a.name} href=${o(a.name)} aria-current=${a===n?"page":void 0}>${a.title}</a>`)}
                <label class="spread">call <select value=${t} onChange=${a=>oe({way:a.target.value})}>
                    <option value="outbound" selected=${t==="outbound"}>outbound: a client places it</option>
                    <option value="inbound" selected=${t==="inbound"}>inbound: somebody calls a number of the account</option>
                </select></label>
            </nav>
            <${s} key=${`${n.name}-${t}`} provider=${n} />
        </div>
    </main>`}function ol(){let[e]=L(()=>$.get("/scenarios"),[w.value]);return e??{scenarios:[],default:""}}function zs({value:e,onChange:t}){let{scenarios:n,default:o}=ol();return i`<label>scenario
        <select value=${e} onChange=${s=>t(s.target.value)}>
            <option value="">as the world decides (else ${o||"the default"})</option>
            ${n.map(s=>i`<option key=${s.name} value=${s.name} selected=${s.name===e}>${s.name}</option>`)}
        </select>
        ${n.find(s=>s.name===e)?.summary&&i`<span class="dim">${n.find(s=>s.name===e).summary}</span>`}
    </label>`}function sl({provider:e}){let t=e.calls.create,[n,o]=b(()=>JSON.stringify(t.body,null,2)),[s,a]=b(k.value.query.scenario??""),[r,l]=b(null),c=E(()=>al(n),[n]),u=s?{"X-Mockserver-Scenario":s}:{},d=async()=>{l(null);try{let p=await Xt(e,{...t,body:n},u),m=await rl(p,t.operation);m?O(["calls",m]):l({status:p.status,text:p.text,ok:!0})}catch(p){if(!p.answer)throw p;l({status:p.answer.status,text:p.answer.text,ok:!1})}};return i`<div class="padded stack">
        <p><code>${t.method} ${t.path}</code> <span class="dim">${t.operation} · </span><a href=${`${B}${e.openapi}`} target="_blank" rel="noopener">OpenAPI document</a></p>
        <label class="stacked">body, as JSON
            <textarea rows=${Math.min(22,n.split(`
`).length+1)} spellcheck="false" value=${n} onInput=${p=>o(p.target.value)} aria-invalid=${c?"true":void 0}></textarea>
        </label>
        ${c&&i`<p class="is-error" role="alert">Not JSON: ${c}</p>`}
        <div class="row-of"><${zs} value=${s} onChange=${a} /></div>
        <div class="row-of"><${Yt} /><span class="dim">any key, unless the server has --api-key</span></div>
        <div class="row-of">
            <${P} class="primary" disabled=${!!c} onAction=${d}>place the call<//>
            <button onClick=${()=>o(JSON.stringify(t.body,null,2))}>example again</button>
            <${U} label="copy as curl" text=${()=>il(e,t,n,u)} />
        </div>
        ${r&&i`<${ll} answer=${r} provider=${e} />`}
    </div>`}function al(e){try{return JSON.parse(e),""}catch(t){return t.message}}async function rl(e,t){let n=(await $.get("/requests",{operation:t,order:"newest",limit:20})).requests.filter(o=>o.call);return(n.find(o=>o.answer===e.text)??n[0])?.call}function il(e,t,n,o){let{header:s,prefix:a}=e.authentication,r=w.value==="default"?Ye.value:`${Ye.value}~${w.value}`,l={[s]:a+r,"Content-Type":"application/json",...o};return G(t.method,`${location.origin}${B}${t.path}`,{headers:l,body:n})}function ll({answer:e,provider:t}){return i`<div class="refused stack" role="alert">
        <p class="is-error"><b>${t.title} answers ${e.status}.</b> ${Wn(e.text)}</p>
        <pre class="json">${ee(e.text)}</pre>
    </div>`}function cl({provider:e}){let[t,n]=b({from:"+12125550142",to:"+12125550100",agent:"",scenario:""}),o=a=>r=>n({...t,[a]:r.target.value});S(()=>n(a=>({...a,scenario:k.value.query.scenario??a.scenario})),[]);let s=async()=>{let{agent:a,scenario:r,...l}=t,c={provider:e.name,...l,...a&&{agent:a},...r&&{scenario:r}},u=await $.post("/calls",c);O(["calls",u.id])};return i`<div class="padded stack">
        <p class="dim">Somebody calls a number of the account, and an agent of ${e.title} answers.</p>
        <label class="stacked">from (E.164) <input value=${t.from} onInput=${o("from")} /></label>
        <label class="stacked">to (E.164), a number of the account <input value=${t.to} onInput=${o("to")} /></label>
        <label class="stacked">agent <input value=${t.agent} placeholder="optional: the id of an agent or assistant" onInput=${o("agent")} /></label>
        <div class="row-of"><${zs} value=${t.scenario} onChange=${a=>n({...t,scenario:a})} /></div>
        <div class="row-of"><${P} class="primary" onAction=${s}>let it ring<//></div>
    </div>`}var ul=250,un=matchMedia("(min-width: 1000px)");function dn(e){let[t,n]=b(un.matches);return S(()=>{let o=()=>n(un.matches);return un.addEventListener("change",o),()=>un.removeEventListener("change",o)},[]),t&&!e}function st({list:e,detail:t,label:n}){return i`<div class=${t?"panes has-detail":"panes"}>
        <section class="pane-list" aria-label=${n}>${e}</section>
        ${t}
    </div>`}function at({title:e,heading:t,back:n,name:o,actions:s,children:a}){return i`<section class="pane-detail" aria-label=${e}>
        <div class="detail-head">
            <a class="back" href=${n}>← ${o}</a>
            <h1>${t}</h1>
            <div class="row-of spread">${s}<a class="button small close" href=${n} aria-label="close" title="close (Escape)">×</a></div>
        </div>
        ${a}
    </section>`}function pn({placeholder:e,label:t="filter"}){let n=k.value.query.q??"",[o,s]=b(n),a=T(0);S(()=>s(n),[n]);let r=l=>{let c=l.target.value;s(c),clearTimeout(a.current),a.current=setTimeout(()=>oe({q:c.trim()}),ul)};return S(()=>()=>clearTimeout(a.current),[]),i`<input type="search" value=${o} onInput=${r} placeholder=${e} aria-label=${t} />`}function je({name:e,label:t,options:n}){let o=k.value.query[e]??"",s=n.some(([a])=>a===o)?n:[...n,[o,o]];return i`<select aria-label=${t} value=${o} onChange=${a=>oe({[e]:a.target.value})}>
        ${s.map(([a,r])=>i`<option key=${a} value=${a} selected=${a===o}>${r}</option>`)}
    </select>`}function fn({pages:e,rows:t,folder:n,open:o,label:s,wide:a,empty:r,row:l}){let[c,u]=b(null),d=o??c,p=h=>O([...n,h],{query:k.value.query,replace:o!=null}),m=h=>{let A=t.findIndex(C=>C.id===d),_=t[A<0?0:Math.min(t.length-1,Math.max(0,A+h))];return _?(o!=null?p(_.id):u(_.id),!0):!1};se(h=>h==="j"?m(1):h==="k"?m(-1):h==="Enter"&&c!=null&&o==null?(p(c),!0):h==="Escape"&&o!=null?(u(o),O(n,{query:k.value.query}),!0):!1);let f=e.next?[...t,{id:0,last:e.rows.length}]:t;return i`<${Je}
        rows=${f}
        keyOf=${h=>h.id}
        height=${a?33:52}
        selected=${d}
        label=${s}
        empty=${r}
        row=${h=>h.id===0?i`<${dl} older=${e.older} last=${h.last} />`:i`<${l}
                      value=${h}
                      selected=${h.id===d}
                      wide=${a}
                      to=${v([...n,h.id],k.value.query)}
                  />`}
    />`}function dl({older:e,last:t}){let n=T(null);return S(()=>{let o=new IntersectionObserver(([s])=>s.isIntersecting&&e());return o.observe(n.current),()=>o.disconnect()},[t,e]),i`<p class="older dim" ref=${n}>loading older ones…</p>`}function mn({rows:e}){let t=e.filter(([,n])=>n!=null&&n!==""&&n!==!1);return i`<dl class="facts">${t.map(([n,o])=>i`<dt>${n}</dt><dd>${o}</dd>`)}</dl>`}function pl(e){return e==null||e>=500?"is-failed":e>=400?"is-pending":"is-ok"}var rt=({status:e})=>i`<span class=${`chip ${pl(e)}`}>${e??"no answer"}</span>`;function Ct(e){let[t,n]=e.split(" ");return t==="header"?`${n} (header)`:`${n} (${t})`}var Se=({shape:e,children:t})=>i`<b class="mark"><span aria-hidden="true">${e}</span> ${t}</b>`;function it({headers:e}){let t=Object.entries(e??{});return t.length?i`<details class="headers">
        <summary>${H(t.length,"header")}</summary>
        <dl class="facts mono">${t.map(([n,o])=>i`<dt>${n}</dt><dd>${o}</dd>`)}</dl>
    </details>`:i`<p class="dim">no headers</p>`}function Ue({text:e,dropped:t,none:n="no body"}){return t?i`<p class="dim">The body was dropped to save memory.</p>`:e?i`<div class="body"><pre class="json" tabindex="0">${ee(e)}</pre><${U} text=${()=>ee(e)} /></div>`:i`<p class="dim">${n}</p>`}var fl=1e3,ml=50,$l={unknown_field:"The request has a field that is not documented.",deprecated_field:"The request has a field of an older version of the API.",lenient_type:"A value has a type that the provider accepts but does not document.",real_number:"The call goes to a number that could be a real person's. Numbers reserved for fiction are safe.",live_key:"The API key looks like one of a real account.",fast_polling:"One path was read more than five times within a second.",first_page:"The client began to read a list at its second page.",double_dial:"The client dialled the same person twice, because its first request got no good answer."},Gs=()=>xe.value.findings;function Vs(){let[e,t,n]=L(async()=>(await $.get("/findings")).findings,[]),o=E(()=>Q(n,fl),[]);S(()=>Y(a=>(a==="request"||a==="reload")&&o()),[]);let s=E(()=>hl(e??[]),[e]);return i`<div class="scroll padded stack findings">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&!s.length&&i`<${F} title="No findings">
            <p>A finding is a request that the provider accepts although its documentation does not cover it: an unknown field, a number of a real person, a call placed twice. The simulator answers as the provider would and notes it here.</p>
        <//>`}
        ${s.map(([a,r])=>i`<${vl} key=${a} kind=${a} rows=${r} />`)}
    </div>`}function hl(e){let t=new Map;for(let n of[...e].reverse())t.has(n.kind)?t.get(n.kind).push(n):t.set(n.kind,[n]);return[...t]}function vl({kind:e,rows:t}){let[n,o]=b(!1),s=n?t:t.slice(0,ml);return i`<section class="card finding-group" aria-label=${e}>
        <h2><${Se} shape="◆">${e}<//> <small class="dim">${H(t.length,"request")}</small></h2>
        <p class="dim">${$l[e]}</p>
        <ul>
            ${s.map((a,r)=>i`<${_l} key=${`${a.request} ${r}`} row=${a} />`)}
        </ul>
        ${s.length<t.length&&i`<button class="small" onClick=${()=>o(!0)}>show all ${t.length}</button>`}
    </section>`}function _l({row:e}){let t=y(e.at);return i`<li>
        <a class="mono" href=${v(["requests",e.request])}>#${e.request}</a>
        <time class="mono dim" title=${N(t)}>${z(t)}</time>
        <span class="dim">${e.provider} ${e.operation}</span>
        <span class="text">${e.message}</span>
        ${e.call&&i`<a href=${v(["calls",e.call])}>call</a>`}
    </li>`}function Xs({number:e}){let[t,n]=L(()=>$.get(`/requests/${e}`),[e]);return i`<${at}
        title=${`request ${e}`}
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${rt} status=${t.status} />`}`}
        name="requests"
        back=${v(["requests"],k.value.query)}
        actions=${t&&i`<${gl} request=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`} ${t&&i`<${bl} request=${t} />`}
    <//>`}function gl({request:e}){let{operation:t,provider:n,curl:o}=e;return i`<${U} text=${o} label="copy as curl" />
        ${t&&i`<a class="button small" href=${v(["faults","new"],{operation:t,provider:n})}>plan a fault</a>`}`}function bl({request:e}){let t=e.path+(e.query?`?${e.query}`:"");return i`<h2 class="mono target">${e.method} ${t}</h2>
        ${e.message&&i`<p>${e.message}</p>`}
        <${wl} request=${e} />
        <${mn} rows=${kl(e)} />
        <section class="card message">
            <h2>Request</h2>
            <${it} headers=${e.headers} />
            <${Ue} text=${e.body} dropped=${e.bodies_dropped} />
        </section>
        <section class="card message">
            <h2>Response</h2>
            <${Ue} text=${e.answer} dropped=${e.bodies_dropped} none=${yl(e)} />
        </section>
        <details class="card message">
            <summary>As curl</summary>
            <pre class="json">${e.curl}</pre>
            ${e.curl_note&&i`<p class="dim">${e.curl_note}</p>`}
        </details>`}var yl=({status:e,fault:t})=>e==null?`The client got no answer${t?`: ${Ct(t)}`:""}.`:"no body";function wl({request:e}){let{operation:t,note:n,findings:o}=e,s=o.length>0&&t!=null;return i`<div class="remarks">
        ${t==null&&i`<p class="remark"><${Se} shape="▲">no route<//> ${n??"No provider has this method and path."}</p>`}
        ${o.map(({kind:a,message:r})=>i`<p class="remark"><${Se} shape="◆">${a}<//> ${r}</p>`)}
        ${n&&t!=null&&!s&&i`<p class="remark is-calm">${n}</p>`}
    </div>`}function kl(e){let{call:t,call_status:n,fault:o,delay_ms:s}=e,a=n.before!==n.after,r=o?.split(" ")[0];return[["time",N(y(e.at))],["provider",e.provider],["operation",e.operation],["call",t&&i`<a class="mono" href=${v(["calls",t])}>${t}</a>`],["call status",n.after&&i`${n.before??"(new)"} → ${a?i`<b>${n.after}</b>`:n.after}`],["fault",o&&(r==="header"?Ct(o):i`<a href=${v(["faults",r])}>${o}</a>`)],["delay",s?`${ne(s)} by the fault`:null],["duration",ne(e.duration_ms)],["connection",e.connection],["attempt",e.attempt]]}function Ys(e,t){let n=Object.assign(document.createElement("a"),{href:URL.createObjectURL(e),download:t});n.click(),setTimeout(()=>URL.revokeObjectURL(n.href),1e4)}var xl=200,Sl=500,Cl=1e3,Zs=1e4,Tl=400,Qs={rows:[],next:null,loaded:!1,error:""},so=class{constructor({path:t,list:n,slim:o,query:s}){Object.assign(this,{path:t,list:n,slim:o,query:s,seen:0,work:Promise.resolve(),ended:!1}),this.changed=new Set,this.state=M(Qs),this.refresh=Q(()=>this.update(),Tl)}load=()=>this.#e(async()=>{this.changed.clear();let t=await this.#t({order:"newest",limit:xl});this.#n(t.rows,t.next)});older=()=>this.#e(async()=>{let{rows:t,next:n}=this.state.peek();if(!n)return;let o=await this.#t({order:"newest",limit:Sl,cursor:n});this.#n([...t,...o.rows],o.next)});update=()=>this.#e(async()=>{let{rows:t,next:n,loaded:o}=this.state.peek();if(!o)return;let s=n?t.at(-1).id:1,a=[...this.changed].reduce((c,u)=>u<s?c:Math.min(c,u),this.seen+1);this.changed.clear();let r=[];for(let c=a-1;c!=null;){let u=await this.#t({order:"oldest",limit:Cl,cursor:c});r.push(...u.rows),c=u.next}let l=t.filter(c=>c.id<a);(r.length||l.length!==t.length)&&this.#n([...r.reverse(),...l],n)});#e(t){return this.work=this.work.then(async()=>{try{this.ended||await t(),this.state.peek().error&&this.#o({error:""})}catch(n){this.#o({error:n.message})}}),this.work}async#t(t){let n=await $.get(this.path,{...this.query,...t});return this.seen=n.count,{rows:n[this.list].map(this.slim),next:n.next}}#n(t,n){this.#o({rows:t.slice(0,Zs),next:t.length<Zs?n:null,loaded:!0})}#o(t){this.ended||(this.state.value={...this.state.peek(),...t})}};function $n({path:e,list:t,slim:n,query:o,kind:s}){let a=E(()=>new so({path:e,list:t,slim:n,query:o}),[e,JSON.stringify(o)]),r=T(Qs);S(()=>{a.load();let c=Y((u,d)=>{u==="reload"&&a.load(),u===s&&(d.id&&a.changed.add(d.id),a.refresh())});return()=>{c(),a.ended=!0}},[a]);let l=a.state.value;return(l.loaded||l.error)&&(r.current=l),{...r.current,older:a.older,load:a.load}}var Tt=["requests"],El=["200","201","400","401","403","404","409","422","429","500","502","503"];function Ol({headers:e,body:t,answer:n,...o}){return o}var ea=e=>e.operation==null||e.findings.length>0;function ta(){let{path:e}=k.value;return e[1]==="findings"?i`<main class="log"><${na} tab="findings" /><${Vs} /></main>`:i`<${Ml} open=${e[1]?Number(e[1]):null} />`}function Ml({open:e}){let{q:t,status:n,provider:o,show:s}=k.value.query,a=dn(e!=null),l=$n({path:"/requests",list:"requests",slim:Ol,query:{q:t,status:n,provider:o,fault:s==="faults"?"any":void 0},kind:"request"}),c=E(()=>s==="out"?l.rows.filter(ea):l.rows,[l.rows,s]);return i`<main class="log">
        <${na} tab="journal" onDeleted=${l.load} />
        <${ql} />
        ${l.error&&i`<p class="problem" role="alert">${l.error}</p>`}
        <${st}
            label="requests"
            list=${i`<${fn}
                pages=${l}
                rows=${c}
                folder=${Tt}
                open=${e}
                label="requests, newest first"
                wide=${a}
                empty=${l.loaded&&!l.next&&i`<${Pl} filtered=${t||n||o||s} />`}
                row=${Rl}
            />`}
            detail=${e!=null&&i`<${Xs} key=${e} number=${e} />`}
        />
    </main>`}function na({tab:e,onDeleted:t}){let n=[["journal","Journal"],["findings","Findings",Gs()]];return i`<div class="log-bar">
        <${be} tabs=${n} current=${e} label="requests" to=${o=>v(o==="journal"?Tt:[...Tt,o])} />
        <div class="buttons">
            <${P} class="small" title="HTTP Archive: developer tools of browsers open it" onAction=${Al}>download HAR<//>
            ${t&&i`<${P} class="small danger" onAction=${()=>Nl(t)}>delete the journal<//>`}
        </div>
    </div>`}async function Al(){let{q:e,status:t,provider:n}=k.value.query;Ys(await $.blob("/requests.har",{q:e,status:t,provider:n}),`${w.value}.har`)}async function Nl(e){confirm("Delete all requests of this world from the journal? Calls and webhooks stay.")&&(await $.delete("/requests"),O(Tt,{query:k.value.query}),await e())}function ql(){return i`<div class="filters" role="search">
        <${pn} placeholder="path, query, body, call, note, fault…  (/)" label="filter requests" />
        <${je} name="provider" label="provider" options=${[["","all providers"],...R.value.map(({name:e,title:t})=>[e,t])]} />
        <${je} name="status" label="status" options=${[["","any status"],...El.map(e=>[e,e])]} />
        <${je} name="show" label="show" options=${[["","all requests"],["out","only what stands out"],["faults","only with a fault"]]} />
    </div>`}function Rl({value:e,selected:t,wide:n,to:o}){let s=ea(e),a=`log-row ${n?"is-wide":"is-narrow"} request-row${s?" is-out":""}${t?" is-selected":""}`,r=y(e.at),l=e.path+(e.query?`?${e.query}`:"");return i`<div class=${a}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${N(r)}>${z(r)}</time>
        <span class="provider">${e.provider||"–"}</span>
        <a class="main-link mono" href=${o} aria-current=${t?"true":void 0} title=${`${e.method} ${l}`}
            ><b>${e.method}</b> ${l}</a
        >
        <span class="state"><${rt} status=${e.status} /></span>
        <span class="operation">${e.operation}</span>
        <span class="took mono">${ne(e.duration_ms)}</span>
        <span class="of-call"><${oa} call=${e.call} /></span>
        <span class="note"><${Ll} request=${e} wide=${n} /></span>
    </div>`}var oa=({call:e})=>e&&i`<a href=${v(["calls",e])} class="mono call-link" title=${`call ${e}`}>${Ge(e)}</a>`;function Ll({request:e,wide:t}){let{findings:n,fault:o,note:s,message:a,operation:r,delay_ms:l}=e;if(r==null)return i`<${Se} shape="▲">no route<//> ${s??a}`;let[c,...u]=n;if(c)return i`<${Se} shape="◆">${c.kind}<//> ${c.message}${u.length?` (+ ${H(u.length,"finding")})`:""}`;let d=l?`, held for ${ne(l)}`:"";return o?i`<span class="fault-mark"><span aria-hidden="true">✕</span> ${Ct(o)}${d}</span> ${a}`:s??a?s??a:t?null:i`${e.provider} ${r} · ${ne(e.duration_ms)} <${oa} call=${e.call} />`}function Pl({filtered:e}){if(e)return i`<${F} title="No request matches the filters"><p>Change the filters, or <a href=${v(Tt)}>show all requests</a>.</p><//>`;let t=R.value[0],{header:n="authorization",prefix:o="Bearer "}=t?.authentication??{},s=t?.calls?.list?.path??"/",a=G("GET",`${location.origin}${B}${s}`,{headers:{[n]:`${o}any-key`,"X-Mockserver-World":w.value}});return i`<${F} title="No requests yet" command=${a}>
        <p>Point your client at ${R.value.map(({title:r,base:l})=>i`<code>${location.origin}${B}${l}</code> (${r}) `)}
        or send a first request. Each one appears here with its answer, and with what the provider's documentation does not cover.</p>
    <//>`}var sa=40,Et=26,Ce=14,aa={placed:"queued",due:"queued",held:"waiting",waiting:"waiting",dialled:"dialling",ringing:"ringing",answered:"talking",transferred:"transferred",shown:"shown",ended:"wrapping"};function hn({path:e,text:t}){let[n,o]=b(""),[s,a]=b(""),r={...t!==void 0&&{text:t},...n&&{to:n},...s&&{seed:s}},[l,c]=L(()=>$.post(e,r),[e,t,n,s,w.value]),u=d=>p=>d(p.target.value.trim());return i`<div class="padded stack">
        <div class="row-of">
            <label>number <input value=${n} placeholder=${l?.to??"+12125550142"} onChange=${u(o)} /></label>
            <label>seed <input value=${s} placeholder=${l?.seed??""} size="8" onChange=${u(a)} /></label>
            <span class="dim">No call is placed.</span>
        </div>
        ${c&&i`<p class="is-error" role="alert">${c}</p>`}
        ${l&&i`<${Il} previews=${l.previews} />${l.previews.map(d=>i`<${Ul} key=${d.provider} preview=${d} />`)}`}
    </div>`}var ao=e=>R.value.find(t=>t.name===e)?.title??e;function Il({previews:e}){let t=T(null),[n,o]=b(0);j(()=>{let l=new ResizeObserver(()=>o(t.current.clientWidth));return l.observe(t.current),()=>l.disconnect()},[]);let s=e.filter(l=>!l.error),a=E(()=>en([0,1e3,...s.flatMap(l=>l.timeline.map(c=>c.after*1e3))],Math.max(n-2*Ce,100)),[e,n]),r=Et+s.length*sa+4;return i`<div class="lanes" ref=${t}>${n>0&&i`<svg width=${a.width+2*Ce} height=${r} role="img" aria-label="how the call unfolds at each provider">
        <g class="axis">${tn(a,72).filter(nn(a)).map(({at:l,x:c})=>i`<g key=${l}><path d=${`M${c+Ce} ${Et-6}V${r}`} /><text x=${Math.max(c+Ce,10)} y="14" text-anchor="middle">${Yo(l)}</text></g>`)}
        ${a.parts.filter(l=>l.folded).map(l=>i`<g key=${l.start} class="fold"><rect x=${l.x+Ce+2} y=${Et-6} width=${l.width-4} height=${r-Et+6} /><text x=${l.x+Ce+l.width/2} y="14" text-anchor="middle">${V(l.end-l.start)}</text></g>`)}</g>
        ${s.map((l,c)=>i`<${Dl} key=${l.provider} preview=${l} line=${a} top=${Et+c*sa} />`)}
    </svg>`}</div>`}function Dl({preview:e,line:t,top:n}){let o=r=>t.x(r.after*1e3)+Ce,s=jl(e.timeline),a=e.timeline.at(-1);return i`<g class="lane"><text x=${Ce} y=${n+11}>${ao(e.provider)}</text>
        ${s.map((r,l)=>{let c=s[l+1]??a,u=Math.max(o(c)-o(r),r.event==="ended"?3:0);if(!u)return null;let{kind:d}=r,p=`${r.status}, ${r.description}`;return d==="waiting"?i`<g key=${l} class="item"><title>${p}</title><path class="wait" d=${`M${o(r)+2} ${n+24}h${Math.max(u-4,1)}`} /></g>`:i`<g key=${l} class=${`item kind-${d}`}><title>${p}</title><rect x=${o(r)} y=${n+17} width=${u} height="14" rx="3" />${u>r.status.length*7+10&&i`<text class="inside" x=${o(r)+5} y=${n+28}>${r.status}</text>`}</g>`})}
    </g>`}function jl(e){let t=!1;return e.filter(n=>aa[n.event]).map(n=>((n.event==="dialled"||n.event==="answered")&&(t=n.event==="answered"),{...n,kind:n.event==="ended"&&!t?"failed":aa[n.event]}))}function Ul({preview:e}){if(e.error)return i`<p><b>${ao(e.provider)}</b> <span class="dim">cannot play it: ${e.error}</span></p>`;let t=e.phase==="ended"?`${e.status}${e.reason?`, ${e.reason.replaceAll("_"," ")}`:""}`:"it never ends by itself";return i`<details class="entry">
        <summary><b>${ao(e.provider)}</b><span class="grow dim">${e.timeline.length} events, ${V((e.timeline.at(-1)?.after??0)*1e3)}</span><span class="mono">${t}</span></summary>
        <div class="scroll"><table class="events"><tbody>${e.timeline.map((n,o)=>i`<tr key=${o}><td class="mono">${V(n.after*1e3)}</td><td class="mono">${n.status}</td><td>${n.description}</td></tr>`)}</tbody></table></div>
    </details>`}var Fl=250,Wl=`version: 1
name: my-scenario
summary: Somebody answers, says a word, and hangs up.
queued: 1s
attempts:
  - ringing: 3s
    answered_by: human
    talk:
      - agent: Hello, this is Sarah from Acme.
      - user: Not now, goodbye.
    ended_by: user
`;function ro({name:e,again:t}){let[n,o]=L(()=>e?$.text(`/scenarios/${encodeURIComponent(e)}/source`):Wl,[e]);return o?i`<p class="padded is-error">${o}</p>`:n===void 0?i`<p class="padded dim">loading…</p>`:i`<${Hl} key=${e} source=${n} again=${t} />`}function Hl({source:e,again:t}){let[n,o]=b(e),[s,a]=b(null),[r,l]=b(!1),c=T(null);S(()=>{let p=!0,m=setTimeout(async()=>{let f=await $.yaml("/scenarios/check",n).catch(h=>({valid:!1,problems:[],failure:h.message}));p&&a({...f,text:n})},Fl);return()=>(p=!1,clearTimeout(m))},[n]);let u=s?.text===n?s:null,d=async()=>{let{scenarios:p}=await $.yaml("/scenarios",n);le(`Saved in this world: ${p.map(m=>m.name).join(", ")}.`),await t(),O(["scenarios",p[0].name,"edit"],{replace:!0})};return i`<div class="editor">
        <${Bl} text=${n} problems=${s?.problems??[]} field=${c} onText=${o} />
        <div class="padded stack">
            <${Kl} checked=${u} pending=${!u} onPick=${p=>Jl(c.current,n,p)} />
            <div class="row-of">
                <${P} class="primary" disabled=${!u?.valid} onAction=${d}>save in this world<//>
                <button disabled=${n===e} onClick=${()=>o(e)}>undo all</button>
                <button aria-pressed=${r} onClick=${()=>l(!r)}>${r?"hide the preview":"preview"}</button>
                <span class="dim">Files are not changed: copy the text into yours to keep it.</span>
            </div>
        </div>
        ${r&&u?.valid&&i`<${hn} path="/scenarios/preview" text=${n} />`}
    </div>`}function Bl({text:e,problems:t,field:n,onText:o}){let s=T(null),a=e.split(`
`).length,r=new Map;for(let u of t)r.get(u.line)!=="error"&&r.set(u.line,u.severity);let l=()=>s.current.scrollTop=n.current.scrollTop;j(l,[e]);let c=u=>{u.key!=="Tab"||u.shiftKey||u.ctrlKey||u.altKey||(u.preventDefault(),u.target.setRangeText("  ",u.target.selectionStart,u.target.selectionEnd,"end"),o(u.target.value))};return i`<div class="code">
        <div class="gutter" ref=${s} aria-hidden="true">${Array.from({length:a},(u,d)=>i`<span key=${d} class=${r.has(d+1)?`is-${r.get(d+1)}`:void 0}>${d+1}</span>`)}</div>
        <textarea ref=${n} spellcheck="false" autocapitalize="off" wrap="off" aria-label="scenario, as YAML" value=${e} onInput=${u=>o(u.target.value)} onScroll=${l} onKeyDown=${c}></textarea>
    </div>`}function Kl({checked:e,pending:t,onPick:n}){if(t)return i`<p class="dim" role="status">checking…</p>`;if(e.failure)return i`<p class="is-error" role="status">${e.failure}</p>`;if(!e.problems.length)return i`<p role="status"><span class="chip is-ok">valid</span> <span class="dim">${e.names.join(", ")}</span></p>`;let o=e.problems.filter(r=>r.severity==="error").length,s=e.problems.length-o,a=[o&&H(o,"error"),s&&H(s,"warning")].filter(Boolean).join(", ");return i`<div role="status">
        <p><span class=${`chip ${o?"is-failed":"is-pending"}`}>${a}</span></p>
        <ol class="problems">${e.problems.map(r=>i`<li key=${`${r.line}:${r.column}:${r.message}`}>
            <button class="plain problem-row" onClick=${()=>n(r)}><span class=${`mono is-${r.severity}`}>line ${r.line}</span><span>${r.path&&i`<code>${r.path}</code> `}${r.message}</span></button>
        </li>`)}</ol>
    </div>`}function Jl(e,t,{line:n,column:o}){let s=t.split(`
`),a=s.slice(0,n-1).reduce((l,c)=>l+c.length+1,0)+o-1,r=a-o+1+(s[n-1]?.length??0);e.focus(),e.setSelectionRange(a,Math.max(a,r)),e.scrollTop=Math.max(0,(n-4)*parseFloat(getComputedStyle(e).lineHeight))}var zl=54,ra="new";function ia(){let{path:e,query:t}=k.value,[n,o="graph"]=[e[1]??null,e[2]],[s,a,r]=L(()=>$.get("/scenarios"),[w.value]),l=fe(null);Gl(r);let c=E(()=>Vl(s?.scenarios??[],t.q),[s,t.q]);return se(u=>{let d=c.findIndex(p=>p.name===(l.value??n));if(u==="j"||u==="k"){let p=c[u==="j"?Math.min(d+1,c.length-1):Math.max(d-1,0)];return p&&(l.value=p.name),p&&n&&O(["scenarios",p.name,e[2]],{query:t}),!0}return u==="Enter"&&l.value?(O(["scenarios",l.value],{query:t}),!0):u==="Escape"&&n?(O(["scenarios"],{query:t}),!0):!1}),i`<main class=${n?"split has-open":"split"}>
        <section class="list" aria-label="scenarios">
            <div class="filter">
                <input type="search" placeholder="filter: name, what happens…   /" aria-label="filter scenarios" value=${t.q??""} onInput=${u=>oe({q:u.target.value})} />
                <a class="button" href=${v(["scenarios",ra,"edit"],t)}>new</a>
                ${s&&i`<${Xl} found=${s} again=${r} />`}
            </div>
            <${Je} rows=${c} keyOf=${u=>u.name} height=${zl} selected=${l.value??n} label="scenarios"
                empty=${i`<p class="padded dim">${a||(s?"No scenario fits the filter.":"loading…")}</p>`}
                row=${u=>i`<${Yl} row=${u} open=${u.name===n} marked=${u.name===l.value} fallback=${s.default} next=${s.next} href=${v(["scenarios",u.name,e[2]],t)} />`} />
        </section>
        ${n?i`<${Zl} key=${n} name=${n} tab=${o} query=${t} found=${s} again=${r} />`:i`<section class="detail is-empty"><p class="dim">Choose a scenario to see its states, and how a call would unfold at each provider.</p></section>`}
    </main>`}function Gl(e){let t=T(e);t.current=e,S(()=>{let n=()=>t.current();addEventListener("focus",n);let o=Y(s=>s==="reload"&&n());return()=>(removeEventListener("focus",n),o())},[])}function Vl(e,t=""){let n=t.toLowerCase().split(/\s+/).filter(Boolean);return e.filter(o=>n.every(s=>`${o.name} ${o.summary} ${o.provider??""}`.toLowerCase().includes(s)))}function Xl({found:e,again:t}){let n=async()=>{await $.post("/scenarios/next",{names:[]}),t()};return i`<p class="chosen dim">
        Calls for which nothing else is said play <b>${e.default}</b>.
        ${e.next.length>0&&i` First, in order: <b>${e.next.join(", ")}</b>. <${P} class="small" onAction=${n}>clear<//>`}
    </p>`}function Yl({row:e,open:t,marked:n,fallback:o,next:s,href:a}){let r=s.filter(l=>l===e.name).length;return i`<a class=${`scenario-row${n?" is-marked":""}`} href=${a} aria-current=${t?"true":void 0}>
        <span class="who">${e.name}</span>
        <span class="row-of">${e.name===o&&i`<span class="chip is-ok">default</span>`}${r>0&&i`<span class="chip is-pending">next${r>1?` × ${r}`:""}</span>`}${e.provider&&i`<span class="dim">${e.provider} only</span>`}${e.origin==="request"&&i`<span class="chip">of this world</span>`}</span>
        <span class="sub" title=${e.summary}>${e.summary||"no summary"}</span>
    </a>`}function Zl({name:e,tab:t,query:n,found:o,again:s}){if(e===ra)return i`<section class="detail" aria-label="scenario"><${ro} name=${null} again=${s} /></section>`;let a=o?.scenarios.find(l=>l.name===e);if(o&&!a)return i`<section class="detail"><${F} title=${`There is no scenario ${e}`}><p><a href=${v(["scenarios"])}>All scenarios</a></p><//></section>`;if(!a)return i`<section class="detail"><p class="dim">loading…</p></section>`;let r=l=>v(["scenarios",e,l],n);return i`<section class="detail" aria-label="scenario">
        <div class="call-head">
            <a class="back button small" href=${v(["scenarios"],n)} aria-label="back to the list">←</a>
            <h1>${e}</h1>
            <div class="controls">
                <a class="button" href=${v(["place"],{scenario:e,provider:a.provider})}>play it…</a>
                <${P} onAction=${()=>Ql(e,s)}>next call plays it<//>
                <${P} disabled=${o.default===e} onAction=${()=>ec(e,s)}>make default<//>
                <${P} class="danger" onAction=${()=>tc(e,s)}>delete<//>
            </div>
        </div>
        <p class="dim">${a.summary} <span class="mono">${a.source}</span></p>
        <div class="card">
            <${be} label="about the scenario" current=${t} to=${r} tabs=${[["graph","States"],["preview","Preview"],["edit","Edit"]]} />
            ${t==="preview"?i`<${hn} path=${`/scenarios/${encodeURIComponent(e)}/preview`} />`:t==="edit"?i`<${ro} name=${e} again=${s} />`:i`<${nc} row=${a} />`}
        </div>
    </section>`}var Ql=async(e,t)=>{let{next:n}=await $.get("/scenarios");await $.post("/scenarios/next",{names:[...n,e]}),t()},ec=async(e,t)=>{await $.put("/scenarios/default",{name:e}),t()};async function tc(e,t){confirm(`Delete the scenario ${e} from this world? A reset brings shipped scenarios back.`)&&(await $.delete(`/scenarios/${encodeURIComponent(e)}`),O(["scenarios"]),t())}function nc({row:e}){let[t,n]=b(""),o=encodeURIComponent(e.name);return i`<div class="padded stack">
        <div class="row-of">
            <label>status words of <select value=${t} onChange=${s=>n(s.target.value)}>
                <option value="">${e.provider??"no provider"}</option>
                ${R.value.map(s=>i`<option key=${s.name} value=${s.name}>${s.title}</option>`)}
            </select></label>
            <button class="small spread" onClick=${()=>me(async()=>navigator.clipboard.writeText(await $.text(`/scenarios/${o}/diagram`,{provider:t})))}>copy as Mermaid</button>
        </div>
        <${Vt} path=${`/scenarios/${o}/diagram.svg`} query=${{provider:t}} />
    </div>`}var la=()=>i`<main></main>`;function ca(){return i`<main class="centered">
        <form class="card padded" onSubmit=${t=>{t.preventDefault(),Xe.value=!1,Ie.value=new FormData(t.target).get("token").trim()}}>
            <h2>This server has an admin token</h2>
            <p>It was started with <code>--admin-token</code>. ${Ie.value?"The token that you gave is not the right one.":"Enter the token to see its calls."}</p>
            <p class="buttons">
                <input name="token" type="password" autocomplete="off" required aria-label="admin token" autofocus />
                <button class="primary">enter</button>
            </p>
            <p class="dim">It is kept in the memory of this page until you close it.</p>
        </form>
    </main>`}var io=8,oc={delivered:"is-ok",failed:"is-failed",refused:"is-failed",lost:"is-lost",pending:"is-pending",sending:"is-pending"},sc={delivered:"✓",failed:"✕",refused:"⊘",lost:"∅",pending:"…",sending:"→"},vn={pending:"Not yet due, or waiting for its turn.",sending:"In flight: the receiver has not answered yet.",delivered:"Answered with 2xx.",failed:"Given up after the last attempt.",lost:"Lost on purpose, because of a planned fault.",refused:"Not sent: the host is not allowed."},_n=({outcome:e})=>i`<span class=${`chip ${oc[e]}`} title=${vn[e]}><span aria-hidden="true">${sc[e]}</span> ${e}</span>`,lo=({status:e})=>e>=200&&e<300;function ua({delivery:e}){let{attempts:t,next_at:n}=e,o=t.filter(a=>!lo(a)).length,s=`${H(t.length,"attempt")}${o?`, ${o} failed`:""}`;return i`<span class="dots" role="img" aria-label=${s} title=${s}>
        ${t.length>io&&i`<small>+${t.length-io}</small>`}
        ${t.slice(-io).map(a=>i`<i class=${lo(a)?"is-ok":"is-failed"}></i>`)}
        ${n&&i`<i class="is-next"></i>`}
    </span>`}function da({delivery:e}){let{attempts:t,next_at:n}=e;return i`<ol class="attempts">
        ${t.map((o,s)=>i`<${ac} key=${s} attempt=${o} number=${s+1} />`)}
        ${n&&i`<li class="dim"><b>${t.length+1}</b> <time class="mono">${z(y(n))}</time> planned</li>`}
    </ol>`}function ac({attempt:e,number:t}){let n=y(e.at);return i`<li>
        <b>${t}</b>
        <time class="mono" title=${N(n)}>${z(n)}</time>
        ${e.error?i`<span class="chip is-failed">error</span>`:i`<${rc} attempt=${e} />`}
        <span class="dim mono">${ne(e.duration_ms)}</span>
        <span class="text">${e.error}</span>
        ${e.answer&&i`<pre class="json">${ee(e.answer)}</pre>`}
    </li>`}var rc=({attempt:e})=>lo(e)?i`<${rt} status=${e.status} />`:i`<span class="chip is-failed">${e.status}</span>`;var ic=300;function pa({id:e}){let[t,n,o]=L(()=>$.get(`/webhooks/${e}`),[e]),s=E(()=>Q(o,ic),[e]);return S(()=>Y((a,r)=>(a==="delivery"&&r.id===e||a==="reload")&&s()),[s]),i`<${at}
        title=${`webhook ${e}`}
        name="webhooks"
        heading=${i`<span class="dim">#${e}</span> ${t&&i`<${_n} outcome=${t.outcome} />`}`}
        back=${v(["webhooks"],k.value.query)}
        actions=${t&&i`<${lc} delivery=${t} />`}
    >
        ${n&&i`<p class="problem" role="alert">${n}</p>`} ${t&&i`<${cc} delivery=${t} />`}
    <//>`}function lc({delivery:e}){return i`<${P} class="small primary" title="send the same bytes again, as a new delivery" onAction=${async()=>{let o=await $.post(`/webhooks/${e.id}/replay`);le(`Sent again as webhook ${o.id}.`),O(["webhooks",o.id],{query:k.value.query})}}>replay<//>
        <${U} text=${()=>ee(e.body)} label="copy body" /> <${U} text=${()=>G(e.method,e.url,{headers:e.headers,body:e.body||void 0})} label="copy as curl" />`}function cc({delivery:e}){let{outcome:t,reason:n,remedy:o}=e,s=t==="failed"||t==="refused";return i`<h2 class="mono target">${e.event}</h2>
        ${(n||o)&&i`<div class=${`remark ${s?"is-failed":""}`}>
            ${n&&i`<p><b>${n}</b></p>`} ${o&&i`<p>${o}</p>`}
        </div>`}
        <${mn} rows=${uc(e)} />
        <section class="card message">
            <h2>Attempts</h2>
            ${e.attempts.length||e.next_at?i`<${da} delivery=${e} />`:i`<p class="dim">No attempt was made. ${vn[t]}</p>`}
        </section>
        <section class="card message">
            <h2>Request</h2>
            <p class="mono target">${e.method} ${e.url}</p>
            <${it} headers=${e.headers} />
            <${Ue} text=${e.body} />
        </section>`}function uc(e){let{call:t,copy_of:n,next_at:o}=e;return[["outcome",vn[e.outcome]],["event at",N(y(e.at))],["next attempt",o&&N(y(o))],["provider",e.provider],["call",t&&i`<a class="mono" href=${v(["calls",t])}>${t}</a>`],["endpoint",e.endpoint],["blocking",e.blocking&&"yes: the call waits for the response"],["faults",e.faults.join(", ")],["copy of",n&&i`<a href=${v(["webhooks",n])}>#${n}</a>`],["replayed",e.replayed&&"by hand"]]}var dc=700,gn=["webhooks","sinks"],co=100,Ot=e=>`${location.origin}${B}/__admin/sink/${e}`;function fa(e,t){let[n,o,s]=L(e,t),a=E(()=>Q(s,dc),t);return S(()=>Y(r=>(r==="delivery"||r==="reload")&&a()),[a]),[n,o,s]}function ma({open:e}){let[t,n,o]=fa(async()=>(await $.get("/sink")).sinks,[w.value]);return se(s=>{if(s==="Escape"&&e)return O(gn),!0;if(s!=="j"&&s!=="k")return!1;let a=(t??[]).findIndex(({name:r})=>r===e)+(s==="j"?1:-1);return t?.[a]&&O([...gn,t[a].name],{replace:!!e}),!0}),i`<${st}
        label="sinks"
        list=${i`<div class="scroll padded stack sinks">
            ${n&&i`<p class="problem" role="alert">${n}</p>`}
            <p class="dim">
                A sink is a receiver that is built in. Use its URL anywhere a webhook URL is wanted: it stores the last thousand requests and answers 200, or as the URL says: <code>?status=503&delay=3s</code>.
            </p>
            <div class="command"><pre>${Ot("NAME")}</pre><${U} text=${()=>Ot("mine")} /></div>
            ${t&&!t.length&&i`<${pc} />`}
            <ul class="rules">
                ${(t??[]).map(s=>i`<li key=${s.name} class=${s.name===e?"is-selected":""}>
                    <a class="grow mono" href=${v([...gn,s.name])} aria-current=${s.name===e?"true":void 0}>${s.name}</a>
                    <span>${H(s.count,"request")}</span>
                    <time class="mono dim" title=${N(y(s.last_at))}>${z(y(s.last_at))}</time>
                </li>`)}
            </ul>
        </div>`}
        detail=${e&&i`<${fc} key=${e} name=${e} onCleared=${o} />`}
    />`}function pc(){let e=G("POST",Ot("mine"),{headers:{"Content-Type":"application/json","X-Mockserver-World":w.value},body:'{"hello": "sink"}'});return i`<${F} title="No sink has received anything" command=${e}>
        <p>A sink needs no set-up. The first request to its URL makes it:</p>
    <//>`}function fc({name:e,onCleared:t}){let[n,o,s]=fa(async()=>(await $.get(`/sink/${encodeURIComponent(e)}`)).requests,[e]),a=async()=>{await $.delete(`/sink/${encodeURIComponent(e)}`),await Promise.all([s(),t()])},r=E(()=>(n??[]).map((c,u)=>[u+1,c]).reverse(),[n]),l=i`<${U} text=${Ot(e)} label="copy URL" />
        <${P} class="small danger" disabled=${!r.length} onAction=${a}>delete what it received<//>`;return i`<${at} title=${`sink ${e}`} name="sinks" heading=${e} back=${v(gn)} actions=${l}>
        <p class="mono target">${Ot(e)}</p>
        ${o&&i`<p class="problem" role="alert">${o}</p>`}
        ${n&&!r.length&&i`<p class="dim">This sink holds no requests.</p>`}
        ${r.slice(0,co).map(([c,u])=>i`<${mc} key=${c} number=${c} request=${u} isOpen=${c===r.length} />`)}
        ${r.length>co&&i`<p class="dim">These are the newest ${co} of ${H(r.length,"request")}.</p>`}
    <//>`}function mc({number:e,request:t,isOpen:n}){let o=y(t.at),s=t.headers["x-mockserver-delivery"];return i`<details class="card message" open=${n}>
        <summary>
            <b>${t.method}</b> <time class="mono" title=${N(o)}>${z(o)}</time>${" "}
            <span class="dim">${e}${$c(t.body)}</span>
        </summary>
        ${s&&i`<p><a href=${v(["webhooks",s])}>webhook ${s}</a></p>`}
        <${it} headers=${t.headers} />
        <${Ue} text=${t.body} />
    </details>`}function $c(e){let t=/"event"\s*:\s*"([^"]+)"/.exec(e.slice(0,400));return t?` · ${t[1]}`:""}var po={duplicate:"The webhook arrives twice with the same bytes. Each copy has its own retries.",reorder:"The webhook arrives up to so much later, so others overtake it.",late:"The webhook arrives so much later.",lose:"The webhook never arrives. Its outcome is lost.",cut:"Only half of the body arrives, with the signature of the whole body, at every attempt.",slow:"The body arrives in slices, over so much real time. Only over HTTP.",redirect:"The webhook arrives as after a followed redirect: with GET and without a body after 301, 302 and 303, unchanged after 307 and 308.",before_answer:"Webhooks that a request causes arrive before the response to that request."},hc={reorder:{label:"at most",placeholder:"10s"},late:{label:"by",placeholder:"5s..2m",required:!0},slow:{label:"over",placeholder:"3s",required:!0}},vc=[301,302,303,307,308],uo=M({});function $a(){let[e,t,n]=L(()=>$.get("/webhooks/plan"),[w.value]);S(()=>Y(s=>s==="reload"&&n()),[]);let o=async s=>{await $.patch("/webhooks/plan",s),await n()};return i`<div class="scroll padded stack narrow-page">
        ${t&&i`<p class="problem" role="alert">${t}</p>`}
        ${e&&i`<${_c} key=${e.to} to=${e.to} save=${o} /><${gc} plan=${e.plan} save=${o} />`}
    </div>`}function _c({to:e,save:t}){let[n,o]=b(e??""),[s,a]=b("");return i`<form class="card block" onSubmit=${async l=>{l.preventDefault(),a(""),await t({to:n.trim()||null}).catch(c=>a(c.message))}}>
        <h2>Send all webhooks to one URL</h2>
        <p class="dim">
            Each webhook of this world goes there instead of to the URL that the client set, also blocking requests. Empty: each goes to its own URL.
        </p>
        <div class="row-of">
            <input class="grow" type="url" value=${n} onInput=${l=>o(l.target.value)} aria-label="URL for all webhooks" placeholder=${`${location.origin}${B}/__admin/sink/mine`} />
            <button class="primary" disabled=${n.trim()===(e??"")}>save</button>
            ${e&&i`<${P} onAction=${()=>t({to:null})}>to their own URLs<//>`}
        </div>
        ${s&&i`<p class="problem" role="alert">${s}</p>`}
    </form>`}function gc({plan:e,save:t}){let n=uo.value[w.value]??[],o=c=>uo.value={...uo.value,[w.value]:c},s=(c,u)=>c.filter(d=>d!==u),a=async(c,u)=>{await t({plan:u?s(e,c):[...e,c]}),o(u?[...n,c]:s(n,c))},r=(c,u)=>u?t({plan:s(e,c)}):o(s(n,c)),l=[...e.map(c=>[c,!0]),...n.map(c=>[c,!1])];return i`<section class="card block">
        <h2>Planned faults</h2>
        <p class="dim">
            They affect webhooks that are written from now on, of all calls. Each kind acts on a delivery at most once: the first rule that matches counts.
        </p>
        ${!l.length&&i`<p>No faults are planned: every webhook is sent on time, once and complete.</p>`}
        <ul class="rules">
            ${l.map(([c,u])=>i`<${bc} key=${JSON.stringify(c)+u} rule=${c} isOn=${u} toggle=${a} remove=${r} />`)}
        </ul>
        ${n.length>0&&i`<p class="dim">Rules that are off are not in the plan. Only this page remembers them, until it is closed.</p>`}
        <${yc} add=${c=>t({plan:[...e,c]})} />
    </section>`}function bc({rule:e,isOn:t,toggle:n,remove:o}){let{fault:s,events:a,chance:r=1,by:l,status:c}=e,u=[r<1&&`chance ${r}`,l&&`by ${l}`,c&&`status ${c}`].filter(Boolean);return i`<li class=${t?"":"is-off"}>
        <label class="switch"><input type="checkbox" checked=${t} onChange=${()=>me(()=>n(e,t))} aria-label=${`${s} is on`} /></label>
        <div class="grow">
            <p><b class="mono">${s}</b> of <span class="mono">${[a].flat().join(", ")}</span> <span class="dim">${u.join(" · ")}</span></p>
            <p class="dim">${po[s]}</p>
        </div>
        <${P} class="small" aria-label=${`remove ${s}`} onAction=${()=>o(e,t)}>remove<//>
    </li>`}function yc({add:e}){let[t,n]=b("duplicate"),[o,s]=b(""),a=[...new Set(R.value.flatMap(c=>c.webhook_events))].sort(),r=async c=>{c.preventDefault(),s("");try{await e(wc(new FormData(c.target)))}catch(u){s(u.message)}},l=hc[t];return i`<form class="add-rule" onSubmit=${r} aria-label="add a fault">
        <h3>Add a fault</h3>
        <div class="row-of">
            <select name="fault" aria-label="kind of fault" value=${t} onChange=${c=>n(c.target.value)}>
                ${Object.keys(po).map(c=>i`<option key=${c} value=${c}>${c}</option>`)}
            </select>
            <label>events <input name="events" list="webhook-events" placeholder="* (all)" size="18" /></label>
            <${cn} id="webhook-events" values=${["*","call.*",...a]} />
            <label>chance <input name="chance" type="number" min="0" max="1" step="any" placeholder="1" /></label>
            ${l&&i`<label>${l.label} <input name="by" placeholder=${l.placeholder} required=${l.required} size="9" /></label>`}
            ${t==="redirect"&&i`<label>status <select name="status">${vc.map(c=>i`<option key=${c} selected=${c===302}>${c}</option>`)}</select></label>`}
            <button class="primary">add</button>
        </div>
        <p class="dim">${po[t]}</p>
        ${o&&i`<p class="problem" role="alert">${o}</p>`}
    </form>`}function wc(e){let t={fault:e.get("fault")},n=e.get("events").split(/[\s,]+/).filter(Boolean);return n.length&&(t.events=n),e.get("chance")&&(t.chance=Number(e.get("chance"))),e.get("by")&&(t.by=e.get("by").trim()),e.get("status")&&(t.status=Number(e.get("status"))),t}var bn=["webhooks"],kc=["pending","sending","delivered","failed","lost","refused"],xc=["plan","sinks"];function Sc({headers:e,body:t,...n}){return{...n,attempts:n.attempts.map(({at:o,status:s,error:a})=>({at:o,status:s,error:a}))}}function ha(){let{path:e}=k.value,t=xc.includes(e[1])?e[1]:"log";return i`<main class="log">
        <div class="log-bar">
            <${be}
                tabs=${[["log","Deliveries"],["plan","Faults and destination"],["sinks","Sinks"]]}
                current=${t}
                label="webhooks"
                to=${o=>v(o==="log"?bn:[...bn,o])}
            />
        </div>
        ${{log:()=>i`<${Cc} open=${e[1]?Number(e[1]):null} />`,plan:()=>i`<${$a} />`,sinks:()=>i`<${ma} open=${e[2]} />`}[t]()}
    </main>`}function Cc({open:e}){let{q:t,outcome:n,provider:o,event:s}=k.value.query,a=dn(e!=null),l=$n({path:"/webhooks",list:"webhooks",slim:Sc,query:{q:t,outcome:n,provider:o,event:s,wait:0},kind:"delivery"});return i`<${Tc} />
        ${l.error&&i`<p class="problem" role="alert">${l.error}</p>`}
        <${st}
            label="webhooks"
            list=${i`<${fn}
                pages=${l}
                rows=${l.rows}
                folder=${bn}
                open=${e}
                label="webhooks, newest first"
                wide=${a}
                empty=${l.loaded&&i`<${Mc} filtered=${t||n||o||s} />`}
                row=${Ec}
            />`}
            detail=${e!=null&&i`<${pa} key=${e} id=${e} />`}
        />`}function Tc(){let{provider:e,outcome:t=""}=k.value.query,n=R.value.filter(({name:s})=>!e||s===e),o=[...new Set(n.flatMap(s=>s.webhook_events))].filter(s=>!s.includes("*")).sort();return i`<div class="filters" role="search">
        <${pn} placeholder="event, URL, body, call, reason…  (/)" label="filter webhooks" />
        <${je} name="provider" label="provider" options=${[["","all providers"],...R.value.map(({name:s,title:a})=>[s,a])]} />
        <${je} name="event" label="event" options=${[["","all events"],...o.map(s=>[s,s])]} />
        <div class="segments" role="group" aria-label="outcome">
            ${["",...kc].map(s=>i`<button key=${s} class="small" aria-pressed=${s===t} onClick=${()=>oe({outcome:s})}>
                    ${s||"all"}${s==="failed"&&xe.value.webhooks>0?i` <b class="count">${xe.value.webhooks}</b>`:""}
                </button>`)}
        </div>
    </div>`}function Ec({value:e,selected:t,wide:n,to:o}){let{outcome:s,reason:a}=e,l=`log-row ${n?"is-wide":"is-narrow"} delivery-row${s==="failed"||s==="refused"?" is-bad":a&&s==="pending"?" is-retried":""}${t?" is-selected":""}`,c=y(e.at);return i`<div class=${l}>
        <span class="number mono">${e.id}</span>
        <time class="mono" title=${N(c)}>${z(c)}</time>
        <span class="provider">${e.provider}</span>
        <a class="main-link mono" href=${o} aria-current=${t?"true":void 0}><b>${e.event}</b></a>
        <span class="of-call">${e.call&&i`<a href=${v(["calls",e.call])} class="mono call-link" title=${`call ${e.call}`}>${Ge(e.call)}</a>`}</span>
        <span class="url mono" title=${`${e.method} ${e.url}`}>${e.url.replace(/^https?:\/\//,"")}</span>
        <span class="state"><${_n} outcome=${s} /></span>
        <${ua} delivery=${e} />
        <span class="note">${a??Oc(e)} ${!n&&!a&&i`<span class="mono">${e.url}</span>`}</span>
    </div>`}function Oc({replayed:e,copy_of:t,faults:n,blocking:o,outcome:s,next_at:a}){return[s==="pending"&&a?`due ${z(y(a))}`:"",e&&"replay",t&&`copy of ${t}`,...n,o&&"blocking request"].filter(Boolean).join(" · ")}function Mc({filtered:e}){if(e)return i`<${F} title="No webhook matches the filters"><p>Change the filters, or <a href=${v(bn)}>show all webhooks</a>.</p><//>`;let t=R.value.find(({name:o})=>o==="ringyo"),n=t&&G("POST",`${location.origin}${B}${t.base}/webhooks`,{headers:{Authorization:"Bearer any-key","Content-Type":"application/json","X-Mockserver-World":w.value},body:JSON.stringify({url:Ac("mine"),events:["*"]})});return i`<${F} title="No webhooks yet" command=${n}>
        <p>A webhook is sent when a call has a receiver: set a URL with your client, or <a href=${v(["webhooks","plan"])}>send all webhooks to one URL</a>.
        ${n&&" This registers a built-in receiver at Ringyo; then place a call:"}</p>
    <//>`}var Ac=e=>`${location.origin}${B}/__admin/sink/${e}`;var Nc={calls:to,requests:ta,webhooks:ha,faults:Bs,scenarios:ia,settings:la,place:Js};function qc(){let e=k.value.path[0],t=Nc[e]??to;return i`<${Ks} />
        ${Xe.value?i`<${ca} />`:i`<${t} key=${e} />`}
        <${Vo} /><${Os} />`}hs();Es();Mn(i`<${qc} />`,document.getElementById("page"));
